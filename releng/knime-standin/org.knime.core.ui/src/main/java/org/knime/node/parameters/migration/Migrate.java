package org.knime.node.parameters.migration;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Lets a field keep its default when its config is missing. */
@Retention(RUNTIME)
@Target(FIELD)
public @interface Migrate {
  boolean loadDefaultIfAbsent() default false;
}
