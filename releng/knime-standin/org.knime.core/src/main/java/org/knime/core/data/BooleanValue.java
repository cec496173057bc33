package org.knime.core.data;

/** A truth value. */
public interface BooleanValue extends DataValue {
  boolean getBooleanValue();
}
