package org.knime.core.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import javax.swing.JComponent;
import org.knime.core.node.port.PortObjectSpec;

/** Columns of a table, with unique names; immutable. */
public final class DataTableSpec implements PortObjectSpec, Iterable<DataColumnSpec> {

  private static final String DEFAULT_NAME = "default";

  private final String name;
  private final List<DataColumnSpec> columns;
  private final Map<String, Integer> indices = new HashMap<>();
  private final Map<String, String> properties;

  public DataTableSpec() {
    this(DEFAULT_NAME);
  }

  public DataTableSpec(DataColumnSpec... colSpecs) {
    this(DEFAULT_NAME, colSpecs);
  }

  /** The columns of both. */
  public DataTableSpec(DataTableSpec spec1, DataTableSpec spec2) {
    this(
        joinedName(spec1.name, spec2.name),
        Stream.concat(spec1.stream(), spec2.stream()).toArray(DataColumnSpec[]::new));
  }

  public DataTableSpec(String name) {
    this(name, new DataColumnSpec[0]);
  }

  public DataTableSpec(String name, DataColumnSpec... colSpecs) {
    this(name, List.of(colSpecs), Map.of());
  }

  public DataTableSpec(String name, String[] names, DataType[] types) {
    this(name, createColumnSpecs(names, types));
  }

  public DataTableSpec(String[] names, DataType[] types) {
    this("spec_name", names, types);
  }

  DataTableSpec(String name, List<DataColumnSpec> columns, Map<String, String> properties) {
    this.name = name == null ? DEFAULT_NAME : name;
    this.columns = columns;
    this.properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    for (int i = 0; i < columns.size(); i++) {
      Integer earlier = indices.put(columns.get(i).getName(), i);
      if (earlier != null) {
        throw new IllegalArgumentException(
            String.format(
                "Columns %d and %d have the same name \"%s\"",
                earlier, i, columns.get(i).getName()));
      }
    }
  }

  private static String joinedName(String first, String second) {
    if (first.equals(DEFAULT_NAME)) {
      return second;
    }
    return second.equals(DEFAULT_NAME) ? first : first + "+" + second;
  }

  public static final DataColumnSpec[] createColumnSpecs(String[] names, DataType[] types) {
    if (names.length != types.length) {
      throw new IllegalArgumentException(
          names.length + " column names, but " + types.length + " types");
    }
    DataColumnSpec[] columns = new DataColumnSpec[names.length];
    for (int i = 0; i < names.length; i++) {
      columns[i] = new DataColumnSpecCreator(names[i], types[i]).createSpec();
    }
    return columns;
  }

  public String getName() {
    return name;
  }

  public Map<String, String> getProperties() {
    return properties;
  }

  public int getNumColumns() {
    return columns.size();
  }

  public DataColumnSpec getColumnSpec(int index) {
    return columns.get(index);
  }

  /** The column, or null when there is none of that name. */
  public DataColumnSpec getColumnSpec(String column) {
    int index = findColumnIndex(column);
    return index < 0 ? null : columns.get(index);
  }

  /** 0-based index, or -1. */
  public int findColumnIndex(String columnName) {
    return indices.getOrDefault(columnName, -1);
  }

  public boolean containsName(String columnName) {
    return indices.containsKey(columnName);
  }

  public boolean containsCompatibleType(Class<? extends DataValue> valueClass) {
    return valueClass != null && stream().anyMatch(c -> c.getType().isCompatible(valueClass));
  }

  public final String[] getColumnNames() {
    return stream().map(DataColumnSpec::getName).toArray(String[]::new);
  }

  /** Fails with IllegalArgumentException when a column is missing. */
  public int[] columnsToIndices(String... names) {
    return Arrays.stream(names)
        .mapToInt(
            column -> {
              Integer index = indices.get(column);
              if (index == null) {
                throw new IllegalArgumentException("No column \"" + column + "\" in " + this);
              }
              return index;
            })
        .toArray();
  }

  /** Whether each column is compatible with the other's at its place. */
  public boolean isCompatibleWith(DataTableSpec spec) {
    return columnsMatch(spec, DataColumnSpec::isCompatibleWith);
  }

  /** Same names and types. */
  public boolean equalStructure(DataTableSpec spec) {
    return columnsMatch(spec, DataColumnSpec::equalStructure);
  }

  private boolean columnsMatch(
      DataTableSpec other, BiPredicate<DataColumnSpec, DataColumnSpec> test) {
    if (other == null || other.getNumColumns() != getNumColumns()) {
      return false;
    }
    for (int i = 0; i < getNumColumns(); i++) {
      if (!test.test(getColumnSpec(i), other.getColumnSpec(i))) {
        return false;
      }
    }
    return true;
  }

  /** The trimmed name, with " (#n)" appended if it is taken. */
  public static String getUniqueColumnName(DataTableSpec spec, String columnName) {
    String wanted = columnName.trim();
    String unique = wanted;
    for (int n = 1; spec.containsName(unique); n++) {
      unique = wanted + " (#" + n + ")";
    }
    return unique;
  }

  @Override
  public Iterator<DataColumnSpec> iterator() {
    return columns.iterator();
  }

  public Stream<DataColumnSpec> stream() {
    return columns.stream();
  }

  @Override
  public boolean equals(Object obj) {
    return obj instanceof DataTableSpec other
        && name.equals(other.name)
        && columns.equals(other.columns)
        && properties.equals(other.properties);
  }

  @Override
  public int hashCode() {
    return columns.hashCode() ^ properties.hashCode();
  }

  @Override
  public String toString() {
    return "name=" + name + ",columns=[" + String.join("; ", getColumnNames()) + "]";
  }

  @Override
  public JComponent[] getViews() {
    return new JComponent[0];
  }
}
