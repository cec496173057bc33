package org.knime.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knime.core.node.util.CheckUtils;

/** Makes table specs. */
public final class DataTableSpecCreator {

  private final List<DataColumnSpec> columns = new ArrayList<>();
  private final Map<String, String> properties = new LinkedHashMap<>();
  private String name;

  public DataTableSpecCreator() {}

  public DataTableSpecCreator(DataTableSpec spec) {
    addColumns(spec);
    setName(spec.getName());
    putProperties(spec.getProperties());
  }

  public DataTableSpecCreator addColumns(DataColumnSpec... added) {
    for (DataColumnSpec column : added) {
      checkNameIsFree(column.getName());
      columns.add(column);
    }
    return this;
  }

  public DataTableSpecCreator addColumns(DataTableSpec fromSpec) {
    return addColumns(fromSpec.stream().toArray(DataColumnSpec[]::new));
  }

  public DataTableSpecCreator replaceColumn(int index, DataColumnSpec colSpec) {
    CheckUtils.checkArgument(
        index >= 0 && index < columns.size(), "No column %d among %d", index, columns.size());
    if (!columns.get(index).getName().equals(colSpec.getName())) {
      checkNameIsFree(colSpec.getName());
    }
    columns.set(index, colSpec);
    return this;
  }

  private void checkNameIsFree(String columnName) {
    CheckUtils.checkArgument(
        columns.stream().noneMatch(c -> c.getName().equals(columnName)),
        "There is a column \"%s\" already",
        columnName);
  }

  public DataTableSpecCreator setName(String newName) {
    name = newName;
    return this;
  }

  public DataTableSpecCreator putProperties(Map<String, String> added) {
    added.forEach(this::putProperty);
    return this;
  }

  public DataTableSpecCreator putProperty(String key, String value) {
    CheckUtils.checkArgument(key != null && !key.isEmpty(), "A property needs a name");
    properties.put(key, value);
    return this;
  }

  public DataTableSpecCreator dropAllDomains() {
    columns.replaceAll(
        column -> {
          DataColumnSpecCreator creator = new DataColumnSpecCreator(column);
          creator.setDomain(null);
          return creator.createSpec();
        });
    return this;
  }

  public DataTableSpecCreator dropAllColumns() {
    columns.clear();
    return this;
  }

  public DataTableSpec createSpec() {
    return new DataTableSpec(
        name, Arrays.asList(columns.toArray(new DataColumnSpec[0])), properties);
  }
}
