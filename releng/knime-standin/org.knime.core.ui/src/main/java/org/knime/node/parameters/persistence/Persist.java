package org.knime.node.parameters.persistence;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Config key of a field; {@code hidden} appends {@code _Internals}. */
@Retention(RUNTIME)
@Target(FIELD)
public @interface Persist {
  String configKey() default "";

  boolean hidden() default false;
}
