package org.knime.node.parameters.widget.text;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Shows a string as formatted text. */
@Retention(RUNTIME)
@Target(FIELD)
public @interface RichTextInputWidget {}
