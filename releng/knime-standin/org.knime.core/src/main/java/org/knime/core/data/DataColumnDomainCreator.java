package org.knime.core.data;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Makes domains. */
public class DataColumnDomainCreator {

  private Set<DataCell> values;
  private DataCell lowerBound;
  private DataCell upperBound;

  public DataColumnDomainCreator() {}

  public DataColumnDomainCreator(Set<? extends DataCell> values) {
    setValues(values);
  }

  public DataColumnDomainCreator(DataCell lower, DataCell upper) {
    setLowerBound(lower);
    setUpperBound(upper);
  }

  public DataColumnDomain createDomain() {
    return new DataColumnDomain(values, lowerBound, upperBound);
  }

  /** Null removes the values. */
  public void setValues(Set<? extends DataCell> values) {
    this.values = values == null ? null : Collections.unmodifiableSet(new LinkedHashSet<>(values));
  }

  /** Null removes the bound. */
  public void setLowerBound(DataCell lower) {
    lowerBound = lower;
  }

  /** Null removes the bound. */
  public void setUpperBound(DataCell upper) {
    upperBound = upper;
  }
}
