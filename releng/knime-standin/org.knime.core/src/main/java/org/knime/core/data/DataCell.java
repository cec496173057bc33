package org.knime.core.data;

import java.io.Serializable;
import org.knime.core.data.collection.CollectionDataValue;

/** An immutable cell of a table. */
public abstract class DataCell implements DataValue, Serializable {

  private static final long serialVersionUID = 1L;

  @Override
  public DataCell materializeDataCell() {
    return this;
  }

  public final DataType getType() {
    return this instanceof CollectionDataValue collection
        ? DataType.getType(getClass(), collection.getElementType())
        : DataType.getType(getClass());
  }

  public boolean isMissing() {
    return false;
  }

  @Override
  public abstract String toString();

  /**
   * Missing cells equal each other; cells of one class compare by {@link #equalsDataCell}; cells
   * with the same preferred value class by {@link #equalContent}.
   */
  @Override
  public final boolean equals(Object o) {
    if (this == o) {
      return true;
    }
    if (!(o instanceof DataCell other)) {
      return false;
    }
    if (isMissing() || other.isMissing()) {
      return isMissing() && other.isMissing();
    }
    if (getClass() == other.getClass()) {
      return equalsDataCell(other);
    }
    return getType().getPreferredValueClass() == other.getType().getPreferredValueClass()
        && equalContent(other);
  }

  protected abstract boolean equalsDataCell(DataCell dc);

  protected boolean equalContent(DataValue otherValue) {
    return false;
  }

  @Override
  public abstract int hashCode();
}
