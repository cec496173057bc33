package org.knime.node.parameters.migration;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Every field of the class keeps its default when its config is missing. */
@Retention(RUNTIME)
@Target(TYPE)
public @interface LoadDefaultsForAbsentFields {}
