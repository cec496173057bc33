package org.knime.core.data.container;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowKey;
import org.knime.core.node.ExecutionMonitor;

/** Computes new columns row by row: implement one {@code getCells}. */
public interface CellFactory {

  default DataCell[] getCells(DataRow row) {
    throw new UnsupportedOperationException(getClass().getName() + " implements no getCells");
  }

  default DataCell[] getCells(DataRow row, long rowIndex) {
    return getCells(row);
  }

  DataColumnSpec[] getColumnSpecs();

  /** The older form of the method below; the framework calls that one. */
  @Deprecated
  void setProgress(int curRowNr, int rowCount, RowKey lastKey, ExecutionMonitor exec);

  default void setProgress(long curRowNr, long rowCount, RowKey lastKey, ExecutionMonitor exec) {
    setProgress((int) curRowNr, Math.toIntExact(rowCount), lastKey, exec);
  }
}
