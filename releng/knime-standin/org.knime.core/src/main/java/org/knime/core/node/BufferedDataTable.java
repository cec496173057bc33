package org.knime.core.node;

import java.util.NoSuchElementException;
import javax.swing.JComponent;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTable;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.container.filter.CloseableDataRowIterable;
import org.knime.core.data.container.filter.TableFilter;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;
import org.ovxai.standin.internal.Rows;

/** A table on disk; made by {@link BufferedDataContainer} and {@link ExecutionContext}. */
public final class BufferedDataTable implements DataTable, PortObject {

  public static final PortType TYPE =
      PortTypeRegistry.getInstance().getPortType(BufferedDataTable.class);

  public static final PortType TYPE_OPTIONAL =
      PortTypeRegistry.getInstance().getPortType(BufferedDataTable.class, true);

  private final DataTableSpec spec;
  private final Rows rows;

  BufferedDataTable(DataTableSpec spec, Rows rows) {
    this.spec = spec;
    this.rows = rows;
  }

  @Override
  public DataTableSpec getDataTableSpec() {
    return spec;
  }

  @Override
  public DataTableSpec getSpec() {
    return spec;
  }

  @Override
  public String getSummary() {
    return "Rows: " + size() + ", Cols: " + spec.getNumColumns();
  }

  /** A new iterator from the first row. */
  @Override
  public CloseableRowIterator iterator() {
    return rows.iterator();
  }

  /** The rows that a filter lets through. */
  public CloseableDataRowIterable filter(TableFilter filter) {
    long last = Math.min(filter.getToRowIndex().orElseThrow(), size() - 1);
    return () -> range(filter.getFromRowIndex().orElseThrow(), last);
  }

  private CloseableRowIterator range(long first, long last) {
    CloseableRowIterator all = iterator();
    return new CloseableRowIterator() {
      private long next;

      @Override
      public boolean hasNext() {
        while (next < first && next <= last) {
          all.next();
          next++;
        }
        return next <= last;
      }

      @Override
      public DataRow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        next++;
        return all.next();
      }

      @Override
      public void close() {
        all.close();
      }
    };
  }

  /** Number of rows. */
  public long size() {
    return rows.size();
  }

  @Override
  public JComponent[] getViews() {
    return new JComponent[0];
  }
}
