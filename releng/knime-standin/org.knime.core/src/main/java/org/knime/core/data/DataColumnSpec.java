package org.knime.core.data;

/** Name, type, domain and properties of a column; immutable. */
public final class DataColumnSpec {

  private final String name;
  private final DataType type;
  private final DataColumnDomain domain;
  private final DataColumnProperties properties;

  DataColumnSpec(
      String name, DataType type, DataColumnDomain domain, DataColumnProperties properties) {
    this.name = name;
    this.type = type;
    this.domain = domain;
    this.properties = properties;
  }

  public String getName() {
    return name;
  }

  public DataType getType() {
    return type;
  }

  public DataColumnDomain getDomain() {
    return domain;
  }

  public DataColumnProperties getProperties() {
    return properties;
  }

  /** Same name, and the other's type may hold this column's cells. */
  public boolean isCompatibleWith(DataColumnSpec cspec) {
    return cspec != null && name.equals(cspec.name) && cspec.type.isASuperTypeOf(type);
  }

  /** Same name and type. */
  public boolean equalStructure(DataColumnSpec cspec) {
    return cspec != null && name.equals(cspec.name) && type.equals(cspec.type);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof DataColumnSpec other
        && equalStructure(other)
        && domain.equals(other.domain)
        && properties.equals(other.properties);
  }

  @Override
  public int hashCode() {
    return name.hashCode() ^ type.hashCode();
  }

  @Override
  public String toString() {
    return name + " (" + type + ")";
  }
}
