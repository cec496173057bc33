package org.knime.core.data.collection;

import java.util.Iterator;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;

/** A cell with a list; made by {@link CollectionCellFactory}. */
public class ListCell extends DataCell implements ListDataValue {

  private static final long serialVersionUID = 1L;

  private final transient List<DataCell> cells;
  private final transient DataType elementType;

  ListCell(List<DataCell> cells) {
    this.cells = cells;
    elementType =
        cells.stream()
            .filter(c -> !c.isMissing())
            .map(DataCell::getType)
            .reduce(DataType::getCommonSuperType)
            .orElseGet(() -> DataType.getMissingCell().getType());
  }

  public static final DataType getCollectionType(DataType elementType) {
    return DataType.getType(ListCell.class, elementType);
  }

  /** The common super type of the cells; the missing type when there is none. */
  @Override
  public DataType getElementType() {
    return elementType;
  }

  @Override
  public Iterator<DataCell> iterator() {
    return cells.iterator();
  }

  @Override
  public DataCell get(int index) {
    return cells.get(index);
  }

  @Override
  public int size() {
    return cells.size();
  }

  @Override
  protected boolean equalsDataCell(DataCell dc) {
    return cells.equals(((ListCell) dc).cells);
  }

  @Override
  public int hashCode() {
    return cells.hashCode();
  }

  @Override
  public String toString() {
    return cells.toString();
  }
}
