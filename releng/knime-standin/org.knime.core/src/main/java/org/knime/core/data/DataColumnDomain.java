package org.knime.core.data;

import java.util.Objects;
import java.util.Set;

/** Possible values and bounds of a column; each may be absent. */
public final class DataColumnDomain {

  private final Set<DataCell> values;
  private final DataCell lowerBound;
  private final DataCell upperBound;

  DataColumnDomain(Set<DataCell> values, DataCell lowerBound, DataCell upperBound) {
    this.values = values;
    this.lowerBound = lowerBound;
    this.upperBound = upperBound;
  }

  /** The values in their order, or null. */
  public Set<DataCell> getValues() {
    return values;
  }

  public boolean hasValues() {
    return values != null;
  }

  /** The bound, or null. */
  public DataCell getLowerBound() {
    return lowerBound;
  }

  public boolean hasLowerBound() {
    return lowerBound != null;
  }

  /** The bound, or null. */
  public DataCell getUpperBound() {
    return upperBound;
  }

  public boolean hasUpperBound() {
    return upperBound != null;
  }

  public boolean hasBounds() {
    return hasLowerBound() && hasUpperBound();
  }

  @Override
  public boolean equals(Object obj) {
    return obj instanceof DataColumnDomain other
        && Objects.equals(values, other.values)
        && Objects.equals(lowerBound, other.lowerBound)
        && Objects.equals(upperBound, other.upperBound);
  }

  @Override
  public int hashCode() {
    return Objects.hash(values, lowerBound, upperBound);
  }

  @Override
  public String toString() {
    return "values=" + values + ", lower=" + lowerBound + ", upper=" + upperBound;
  }
}
