package org.ovxai.nodes.metrics;

import java.util.Optional;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;

/**
 * Finds rows of a table by their RowID, with one row in memory. Rows that are asked for in the
 * order of the table are found at once; others cost a walk through it.
 */
final class ImageLookup implements AutoCloseable {
  private final BufferedDataTable table;
  private CloseableRowIterator rows;
  private Optional<DataRow> current = Optional.empty();

  ImageLookup(BufferedDataTable table) {
    this.table = table;
    rows = table.iterator();
  }

  /** The row of this RowID; empty if there is none. */
  Optional<DataRow> find(String rowId) {
    if (is(rowId) || forward(rowId)) {
      return current;
    }
    rows.close();
    rows = table.iterator();
    return forward(rowId) ? current : Optional.empty();
  }

  private boolean forward(String rowId) {
    while (rows.hasNext()) {
      current = Optional.of(rows.next());
      if (is(rowId)) {
        return true;
      }
    }
    return false;
  }

  private boolean is(String rowId) {
    return current.isPresent() && current.get().getKey().getString().equals(rowId);
  }

  @Override
  public void close() {
    rows.close();
  }
}
