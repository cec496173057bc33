package org.ovxai.standin.internal;

import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.node.BufferedDataTable;

/**
 * The rows of a table beside those of computed columns. A column is given by its index in the
 * original, or, when computed, by minus one minus its index among the computed ones.
 */
public record RearrangedRows(BufferedDataTable original, BufferedDataTable computed, int[] columns)
    implements Rows {

  @Override
  public long size() {
    return original.size();
  }

  @Override
  public CloseableRowIterator iterator() {
    CloseableRowIterator left = original.iterator();
    CloseableRowIterator right = computed.iterator();
    return new CloseableRowIterator() {
      @Override
      public boolean hasNext() {
        return left.hasNext();
      }

      @Override
      public DataRow next() {
        DataRow kept = left.next();
        DataRow added = right.next();
        DataCell[] cells = new DataCell[columns.length];
        for (int i = 0; i < cells.length; i++) {
          cells[i] = columns[i] >= 0 ? kept.getCell(columns[i]) : added.getCell(-1 - columns[i]);
        }
        return new DefaultRow(kept.getKey(), List.of(cells));
      }

      @Override
      public void close() {
        left.close();
        right.close();
      }
    };
  }
}
