package org.knime.core.data.container.filter;

import java.util.Optional;

/** Tells which rows of a table are wanted. */
public final class TableFilter {
  private final long from;
  private final long to;

  private TableFilter(long from, long to) {
    this.from = from;
    this.to = to;
  }

  public Optional<Long> getFromRowIndex() {
    return Optional.of(from);
  }

  /** The last row, which is wanted, too. */
  public Optional<Long> getToRowIndex() {
    return Optional.of(to);
  }

  /** Rows from the one index to the other, both included. */
  public static TableFilter filterRangeOfRows(long fromIndex, long toIndex) {
    if (fromIndex < 0 || toIndex < fromIndex) {
      throw new IllegalArgumentException("Rows " + fromIndex + " to " + toIndex);
    }
    return new TableFilter(fromIndex, toIndex);
  }
}
