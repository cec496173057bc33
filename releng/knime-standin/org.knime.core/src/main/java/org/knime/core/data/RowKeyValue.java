package org.knime.core.data;

/** Something with a RowID. */
public interface RowKeyValue {
  String getString();

  default RowKey materializeRowKey() {
    return new RowKey(getString());
  }
}
