package org.knime.node.parameters.widget.choices;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Names the provider of a field's possible values. */
@Retention(RUNTIME)
@Target(FIELD)
public @interface ChoicesProvider {
  @SuppressWarnings("rawtypes")
  Class<? extends ChoicesStateProvider> value();
}
