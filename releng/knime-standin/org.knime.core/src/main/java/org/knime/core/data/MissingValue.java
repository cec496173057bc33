package org.knime.core.data;

/** A missing value with an optional reason. */
public interface MissingValue extends DataValue {

  /** The reason, or null. */
  String getError();
}
