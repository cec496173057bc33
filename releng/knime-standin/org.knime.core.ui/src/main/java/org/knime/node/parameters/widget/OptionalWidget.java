package org.knime.node.parameters.widget;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.knime.node.parameters.updates.StateProvider;

/** Names the provider of the value an optional field gets when it is switched on. */
@Retention(RUNTIME)
@Target(FIELD)
public @interface OptionalWidget {

  Class<? extends DefaultValueProvider<?>> defaultProvider();

  /**
   * Provider computed before the dialog opens.
   *
   * @param <T> type of the value
   */
  interface DefaultValueProvider<T> extends StateProvider<T> {
    @Override
    default void init(StateProviderInitializer initializer) {
      initializer.computeBeforeOpenDialog();
    }
  }
}
