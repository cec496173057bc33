package org.knime.core.data;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes column specs. */
public final class DataColumnSpecCreator {

  private static final AtomicInteger EMPTY_NAMES = new AtomicInteger();
  private static final DataColumnDomain NO_DOMAIN = new DataColumnDomain(null, null, null);

  private String name;
  private DataType type;
  private DataColumnDomain domain = NO_DOMAIN;
  private DataColumnProperties properties = new DataColumnProperties();

  public DataColumnSpecCreator(String name, DataType type) {
    setName(name);
    setType(type);
  }

  public DataColumnSpecCreator(DataColumnSpec cspec) {
    name = cspec.getName();
    type = cspec.getType();
    domain = cspec.getDomain();
    properties = cspec.getProperties();
  }

  /** The name is trimmed; a blank one is replaced by an invented one. */
  public void setName(String newName) {
    String trimmed = newName.trim();
    name = trimmed.isEmpty() ? "<empty_" + EMPTY_NAMES.incrementAndGet() + ">" : trimmed;
  }

  public void setType(DataType newType) {
    type = Objects.requireNonNull(newType, "A column needs a type");
  }

  /** Null removes the domain. */
  public void setDomain(DataColumnDomain newDomain) {
    domain = newDomain == null ? NO_DOMAIN : newDomain;
  }

  /** Null removes the properties. */
  public void setProperties(DataColumnProperties props) {
    properties = props == null ? new DataColumnProperties() : props;
  }

  public DataType getType() {
    return type;
  }

  public DataColumnSpec createSpec() {
    return new DataColumnSpec(name, type, domain, properties);
  }
}
