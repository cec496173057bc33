package org.knime.core.data;

import java.util.Objects;

/** A RowID, unique in its table. */
public final class RowKey implements RowKeyValue {

  private final String id;

  public RowKey(String id) {
    this.id = Objects.requireNonNull(id, "A RowID is never null");
  }

  @Override
  public String getString() {
    return id;
  }

  @Override
  public RowKey materializeRowKey() {
    return this;
  }

  @Override
  public String toString() {
    return id;
  }

  @Override
  public boolean equals(Object obj) {
    return obj instanceof RowKeyValue other && id.equals(other.getString());
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** "Row" and the 0-based index. */
  public static RowKey createRowKey(long rowIndex) {
    return new RowKey("Row" + rowIndex);
  }
}
