package org.knime.core.data.container;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.util.CheckUtils;
import org.ovxai.standin.internal.Access;
import org.ovxai.standin.internal.RearrangedColumns;

/** Takes columns of a table away, moves them and adds computed ones. Indices are 0-based. */
public class ColumnRearranger {

  static {
    Access.provide(
        RearrangedColumns.Reader.class,
        new RearrangedColumns.Reader() {
          @Override
          public RearrangedColumns read(ColumnRearranger rearranger) {
            return new RearrangedColumns(rearranger.original, List.copyOf(rearranger.columns));
          }

          @Override
          public void setFileStores(
              AbstractCellFactory factory,
              org.knime.core.data.filestore.FileStoreFactory fileStores) {
            factory.setFileStoreFactory(fileStores);
          }
        });
  }

  private final DataTableSpec original;
  private final List<RearrangedColumns.Column> columns = new ArrayList<>();

  public ColumnRearranger(DataTableSpec original) {
    this.original = original;
    for (int i = 0; i < original.getNumColumns(); i++) {
      columns.add(RearrangedColumns.Column.kept(original.getColumnSpec(i), i));
    }
  }

  public final void keepOnly(int... colIndices) {
    Set<Integer> kept = distinct(colIndices);
    for (int i = columns.size() - 1; i >= 0; i--) {
      if (!kept.contains(i)) {
        columns.remove(i);
      }
    }
  }

  public final void keepOnly(String... colNames) {
    keepOnly(indices(colNames));
  }

  public final void remove(int... colIndices) {
    Set<Integer> removed = distinct(colIndices);
    for (int i = columns.size() - 1; i >= 0; i--) {
      if (removed.contains(i)) {
        columns.remove(i);
      }
    }
  }

  public final void remove(String... colNames) {
    remove(indices(colNames));
  }

  private Set<Integer> distinct(int[] colIndices) {
    Set<Integer> distinct = new LinkedHashSet<>();
    for (int index : colIndices) {
      if (index < 0 || index >= columns.size() || !distinct.add(index)) {
        throw new IndexOutOfBoundsException(
            String.format(
                "%s must be distinct columns of %d", Arrays.toString(colIndices), columns.size()));
      }
    }
    return distinct;
  }

  private int[] indices(String[] colNames) {
    CheckUtils.checkArgument(
        new LinkedHashSet<>(Arrays.asList(colNames)).size() == colNames.length,
        "A column is named twice in %s",
        Arrays.toString(colNames));
    return Arrays.stream(colNames).mapToInt(this::existingIndex).toArray();
  }

  private int existingIndex(String colName) {
    int index = indexOf(colName);
    CheckUtils.checkArgument(index >= 0, "No column \"%s\"", colName);
    return index;
  }

  /** The column's place, or -1. */
  public final int indexOf(String colName) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).spec().getName().equals(colName)) {
        return i;
      }
    }
    return -1;
  }

  public final int getColumnCount() {
    return columns.size();
  }

  /** Moves a column to the gap before {@code to}, as counted before the move. */
  public final void move(int from, int to) {
    RearrangedColumns.Column moved = columns.get(from);
    if (from < to) {
      columns.add(to, moved);
      columns.remove(from);
    } else {
      columns.remove(from);
      columns.add(to, moved);
    }
  }

  public final void move(String colName, int to) {
    move(existingIndex(colName), to);
  }

  public final void permute(int[] colIndicesInOrder) {
    permute(
        Arrays.stream(colIndicesInOrder)
            .mapToObj(i -> columns.get(i).spec().getName())
            .toArray(String[]::new));
  }

  /** The named columns first, in that order, then the others. */
  public final void permute(String[] colNamesInOrder) {
    List<RearrangedColumns.Column> first =
        Arrays.stream(indices(colNamesInOrder)).mapToObj(columns::get).toList();
    columns.removeAll(first);
    columns.addAll(0, first);
  }

  public final void insertAt(int position, CellFactory fac) {
    DataColumnSpec[] added = fac.getColumnSpecs();
    for (int i = 0; i < added.length; i++) {
      columns.add(position + i, RearrangedColumns.Column.computed(added[i], fac, i));
    }
  }

  public final void append(CellFactory fac) {
    insertAt(columns.size(), fac);
  }

  public final void replace(CellFactory newCol, String colName) {
    replace(newCol, existingIndex(colName));
  }

  public final void replace(CellFactory fac, int... colIndex) {
    DataColumnSpec[] added = fac.getColumnSpecs();
    if (added.length != colIndex.length) {
      throw new IndexOutOfBoundsException(
          added.length + " new columns for " + colIndex.length + " replaced ones");
    }
    for (int i = 0; i < added.length; i++) {
      columns.set(colIndex[i], RearrangedColumns.Column.computed(added[i], fac, i));
    }
  }

  /** Fails with IllegalArgumentException when two columns have one name. */
  public final DataTableSpec createSpec() {
    return new DataTableSpec(
        columns.stream().map(RearrangedColumns.Column::spec).toArray(DataColumnSpec[]::new));
  }
}
