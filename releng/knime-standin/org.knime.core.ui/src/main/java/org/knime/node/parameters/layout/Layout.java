package org.knime.node.parameters.layout;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Assigns a field or group to a layout part. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Layout {
  Class<?> value();
}
