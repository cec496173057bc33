package org.knime.node.parameters.widget.choices;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Text of an enum constant. */
@Retention(RUNTIME)
@Target(FIELD)
public @interface Label {
  String value();

  String description() default "";

  boolean disabled() default false;
}
