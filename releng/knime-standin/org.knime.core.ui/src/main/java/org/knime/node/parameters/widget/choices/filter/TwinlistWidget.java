package org.knime.node.parameters.widget.choices.filter;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Shows a filter or a string array as two lists. */
@Retention(RUNTIME)
@Target(FIELD)
public @interface TwinlistWidget {
  String includedLabel() default "";

  String excludedLabel() default "";
}
