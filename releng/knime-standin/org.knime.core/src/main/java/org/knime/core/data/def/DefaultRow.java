package org.knime.core.data.def;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowKey;

/** A row held in memory. */
public class DefaultRow implements DataRow {

  private final RowKey key;
  private final DataCell[] cells;

  public DefaultRow(RowKey rowKey, DataCell... row) {
    key = Objects.requireNonNull(rowKey, "A row needs a key");
    cells = row.clone();
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] == null) {
        throw new NullPointerException("Cell " + i + " of row \"" + key + "\" is null");
      }
    }
  }

  public DefaultRow(String rowId, DataCell... row) {
    this(new RowKey(rowId), row);
  }

  public DefaultRow(String rowId, List<DataCell> row) {
    this(new RowKey(rowId), row);
  }

  public DefaultRow(RowKey rowKey, List<DataCell> row) {
    this(rowKey, row.toArray(new DataCell[0]));
  }

  public DefaultRow(RowKey rowKey, double... row) {
    this(rowKey, Arrays.stream(row).mapToObj(DoubleCell::new).toArray(DataCell[]::new));
  }

  public DefaultRow(String rowId, double... row) {
    this(new RowKey(rowId), row);
  }

  public DefaultRow(String rowId, int... row) {
    this(new RowKey(rowId), row);
  }

  public DefaultRow(RowKey rowKey, int... row) {
    this(rowKey, Arrays.stream(row).mapToObj(IntCell::new).toArray(DataCell[]::new));
  }

  public DefaultRow(String rowId, String... row) {
    this(new RowKey(rowId), row);
  }

  public DefaultRow(RowKey rowKey, String... row) {
    this(rowKey, Arrays.stream(row).map(StringCell::new).toArray(DataCell[]::new));
  }

  public DefaultRow(String rowId, DataRow row) {
    this(new RowKey(rowId), row);
  }

  /** The cells of another row under a new key. */
  public DefaultRow(RowKey rowKey, DataRow row) {
    this(rowKey, row.stream().toArray(DataCell[]::new));
  }

  @Override
  public final int getNumCells() {
    return cells.length;
  }

  @Override
  public final RowKey getKey() {
    return key;
  }

  @Override
  public final DataCell getCell(int index) {
    return cells[index];
  }

  @Override
  public Iterator<DataCell> iterator() {
    return Collections.unmodifiableList(Arrays.asList(cells)).iterator();
  }

  @Override
  public String toString() {
    return Arrays.stream(cells)
        .map(DataCell::toString)
        .collect(Collectors.joining(", ", key + ": (", ")"));
  }

  @Override
  public boolean equals(Object obj) {
    if (!(obj instanceof DataRow other)
        || other.getNumCells() != cells.length
        || !other.getKey().equals(key)) {
      return false;
    }
    for (int i = 0; i < cells.length; i++) {
      if (!other.getCell(i).equals(cells[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }
}
