package org.knime.core.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.node.util.CheckUtils;
import org.ovxai.standin.internal.ExecutionFiles;
import org.ovxai.standin.internal.Rows;
import org.ovxai.standin.internal.TableWriter;

/** Takes rows one by one and makes a table of them. Duplicate RowIDs fail on add or on close. */
public class BufferedDataContainer {

  private final DataTableSpec spec;
  private final TableWriter writer;
  private BufferedDataTable table;

  BufferedDataContainer(DataTableSpec spec, ExecutionFiles files) {
    this.spec = spec;
    try {
      writer = files.newTable();
    } catch (IOException e) {
      throw new UncheckedIOException("A table cannot be written", e);
    }
  }

  public DataTableSpec getTableSpec() {
    return spec;
  }

  /** IllegalArgumentException when the row does not fit the spec. */
  public void addRowToTable(DataRow row) {
    CheckUtils.checkState(isOpen(), "The container is closed");
    checkFits(row);
    try {
      writer.add(row);
    } catch (IOException e) {
      throw new UncheckedIOException("Row \"" + row.getKey() + "\" cannot be written", e);
    }
  }

  private void checkFits(DataRow row) {
    CheckUtils.checkArgument(
        row.getNumCells() == spec.getNumColumns(),
        "Row \"%s\" has %d cells, the table %d columns",
        row.getKey(),
        row.getNumCells(),
        spec.getNumColumns());
    for (int i = 0; i < row.getNumCells(); i++) {
      DataCell cell = row.getCell(i);
      DataType type = spec.getColumnSpec(i).getType();
      if (!type.isASuperTypeOf(cell.getType())) {
        throw new IllegalArgumentException(
            String.format(
                "Row \"%s\" has a cell of type %s in column \"%s\" of type %s",
                row.getKey(), cell.getType(), spec.getColumnSpec(i).getName(), type));
      }
    }
  }

  /** Ends the table; may be called again. */
  public void close() {
    if (isOpen()) {
      try {
        Rows rows = writer.finish();
        table = new BufferedDataTable(spec, rows);
      } catch (IOException e) {
        throw new UncheckedIOException("A table cannot be written", e);
      }
    }
  }

  public boolean isOpen() {
    return table == null;
  }

  public boolean isClosed() {
    return !isOpen();
  }

  /** Number of rows so far. */
  public long size() {
    return writer.size();
  }

  /** Only after {@link #close}. */
  public BufferedDataTable getTable() {
    CheckUtils.checkState(isClosed(), "The container must be closed before its table is taken");
    return table;
  }
}
