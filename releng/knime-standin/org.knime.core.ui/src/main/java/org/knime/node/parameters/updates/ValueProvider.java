package org.knime.node.parameters.updates;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Lets a state provider set the field's value in the dialog. */
@Retention(RUNTIME)
@Target(FIELD)
public @interface ValueProvider {
  @SuppressWarnings("rawtypes")
  Class<? extends StateProvider> value();
}
