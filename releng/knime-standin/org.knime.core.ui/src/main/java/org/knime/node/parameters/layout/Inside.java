package org.knime.node.parameters.layout;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Places a layout part inside another. */
@Retention(RUNTIME)
@Target(TYPE)
public @interface Inside {
  Class<?> value();
}
