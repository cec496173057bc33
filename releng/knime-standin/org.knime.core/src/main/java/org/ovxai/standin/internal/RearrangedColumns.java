package org.ovxai.standin.internal;

import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.AbstractCellFactory;
import org.knime.core.data.container.CellFactory;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.data.filestore.FileStoreFactory;

/** The columns a rearranger produces from a table. */
public record RearrangedColumns(DataTableSpec original, List<Column> columns) {

  /**
   * One column: kept from the original ({@code factory} null, {@code index} in the original) or
   * computed ({@code index} among the factory's cells).
   */
  public record Column(DataColumnSpec spec, CellFactory factory, int index) {

    public static Column kept(DataColumnSpec spec, int index) {
      return new Column(spec, null, index);
    }

    public static Column computed(DataColumnSpec spec, CellFactory factory, int index) {
      return new Column(spec, factory, index);
    }

    public boolean isKept() {
      return factory == null;
    }
  }

  /** Looks into rearrangers and cell factories. */
  public interface Reader {

    RearrangedColumns read(ColumnRearranger rearranger);

    void setFileStores(AbstractCellFactory factory, FileStoreFactory fileStores);
  }
}
