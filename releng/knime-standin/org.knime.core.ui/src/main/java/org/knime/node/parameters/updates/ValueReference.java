package org.knime.node.parameters.updates;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Ties a field to its reference. */
@Retention(RUNTIME)
@Target(FIELD)
public @interface ValueReference {
  @SuppressWarnings("rawtypes")
  Class<? extends ParameterReference> value();
}
