package org.knime.node.parameters;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;

/** Puts a parameter or group among the advanced options of the dialog. */
@Retention(RUNTIME)
public @interface Advanced {}
