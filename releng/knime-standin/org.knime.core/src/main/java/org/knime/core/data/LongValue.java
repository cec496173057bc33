package org.knime.core.data;

/** A 64-bit number. */
public interface LongValue extends DataValue {
  long getLongValue();
}
