package org.knime.core.data.container;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;

/** Computes one new column: implement one {@code getCell}. */
public abstract class SingleCellFactory extends AbstractCellFactory {

  public SingleCellFactory(DataColumnSpec newColSpec) {
    super(newColSpec);
  }

  public SingleCellFactory(boolean processConcurrently, DataColumnSpec newColSpec) {
    super(processConcurrently, newColSpec);
  }

  public SingleCellFactory(
      boolean processConcurrently, int workerCount, int maxQueueSize, DataColumnSpec newColSpec) {
    super(processConcurrently, workerCount, maxQueueSize, newColSpec);
  }

  @Override
  public DataCell[] getCells(DataRow row, long rowIndex) {
    return new DataCell[] {getCell(row, rowIndex)};
  }

  public DataCell getCell(DataRow row) {
    throw new UnsupportedOperationException(getClass().getName() + " implements no getCell");
  }

  public DataCell getCell(DataRow row, long rowIndex) {
    return getCell(row);
  }
}
