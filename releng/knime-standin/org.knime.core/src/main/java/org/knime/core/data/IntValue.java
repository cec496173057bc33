package org.knime.core.data;

/** A 32-bit number. */
public interface IntValue extends DataValue {
  int getIntValue();
}
