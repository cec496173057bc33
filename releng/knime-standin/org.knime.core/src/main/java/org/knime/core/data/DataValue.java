package org.knime.core.data;

/** What a cell can be read as. */
public interface DataValue {

  /** This value as a cell that can be kept. */
  default DataCell materializeDataCell() {
    if (this instanceof DataCell cell) {
      return cell;
    }
    throw new IllegalStateException(getClass().getName() + " is no cell");
  }
}
