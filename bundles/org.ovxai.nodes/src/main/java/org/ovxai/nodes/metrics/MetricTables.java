package org.ovxai.nodes.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.IntValue;
import org.knime.core.data.MissingCell;
import org.knime.core.data.RowKey;
import org.knime.core.data.StringValue;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.util.UniqueNameGenerator;
import org.ovxai.engine.metrics.Averages;
import org.ovxai.engine.metrics.Definition;
import org.ovxai.engine.metrics.Metric;
import org.ovxai.engine.metrics.MetricValue;
import org.ovxai.engine.metrics.MetricValue.Missing;
import org.ovxai.engine.metrics.MetricValue.Present;

/** The tables of single maps and of averages. */
public final class MetricTables {
  /** Which metrics of a map are missing, and why. */
  static final String PROBLEMS = "Missing metrics";

  /** Name of the model. */
  public static final String MODEL = "Model";

  /** Name of the method. */
  public static final String METHOD = "Method";

  /** Number of maps. */
  static final String MAPS = "Maps";

  /** Mean number of inferences a map. */
  public static final String INFERENCES = "Inferences";

  private final List<Metric> metrics;
  private final Definition definition;
  private final String model;
  private final Map<Group, Sums> groups = new LinkedHashMap<>();

  /** Maps that are averaged together: those of a method in a table. */
  private record Group(int table, String method) {}

  private static final class Sums {
    private final Averages averages;
    private long inferences;

    Sums(Definition definition) {
      averages = new Averages(definition);
    }
  }

  MetricTables(List<Metric> metrics, Definition definition, String model) {
    this.metrics = metrics;
    this.definition = definition;
    this.model = model;
  }

  /** The explanations' columns, which all tables have, and the metrics. */
  static DataTableSpec maps(DataTableSpec explanations, List<Metric> metrics) {
    UniqueNameGenerator names = new UniqueNameGenerator(explanations);
    List<DataColumnSpec> columns = new ArrayList<>(explanations.stream().toList());
    metrics.forEach(m -> columns.add(names.newColumn(m.title(), DoubleCell.TYPE)));
    columns.add(names.newColumn(PROBLEMS, StringCell.TYPE));
    return new DataTableSpec(columns.toArray(DataColumnSpec[]::new));
  }

  /** The averages: means, and behind them how many maps have a value. */
  static DataTableSpec averages(List<Metric> metrics) {
    List<DataColumnSpec> columns = new ArrayList<>();
    columns.add(column(MODEL, StringCell.TYPE));
    columns.add(column(METHOD, StringCell.TYPE));
    columns.add(column(MAPS, LongCell.TYPE));
    columns.add(column(INFERENCES, DoubleCell.TYPE));
    metrics.forEach(m -> columns.add(column(m.title(), DoubleCell.TYPE)));
    metrics.forEach(m -> columns.add(column(countOf(m), LongCell.TYPE)));
    return new DataTableSpec(columns.toArray(DataColumnSpec[]::new));
  }

  private static String countOf(Metric metric) {
    return metric.title() + " (maps)";
  }

  private static DataColumnSpec column(String name, DataType type) {
    return new DataColumnSpecCreator(name, type).createSpec();
  }

  /**
   * The row of a map, which is added to its method's averages.
   *
   * @param table which of the tables of explanations the row is of
   * @param cells places of the first table's columns in this one
   * @param key of the row that is made
   */
  DataRow add(
      int table,
      DataRow row,
      ExplanationColumns columns,
      int[] cells,
      RowKey key,
      Map<Metric, MetricValue> values) {
    String method =
        row.getCell(columns.method()) instanceof StringValue m ? m.getStringValue() : "";
    if (!method.isEmpty()) {
      Sums sums = groups.computeIfAbsent(new Group(table, method), g -> new Sums(definition));
      sums.averages.add(values);
      sums.inferences +=
          row.getCell(columns.inferences()) instanceof IntValue n ? n.getIntValue() : 0;
    }
    List<DataCell> made = new ArrayList<>();
    for (int cell : cells) {
      made.add(row.getCell(cell));
    }
    metrics.forEach(m -> made.add(cell(values.get(m))));
    made.add(problems(values));
    return new DefaultRow(key, made);
  }

  private static DataCell cell(MetricValue value) {
    return value instanceof Present present
        ? new DoubleCell(present.value())
        : new MissingCell(((Missing) value).reason());
  }

  /** The metrics without a value, those of one reason together. */
  private DataCell problems(Map<Metric, MetricValue> values) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      if (values.get(metric) instanceof Missing missing) {
        byReason.computeIfAbsent(missing.reason(), r -> new ArrayList<>()).add(metric.title());
      }
    }
    return byReason.isEmpty()
        ? new MissingCell("all metrics have a value")
        : new StringCell(
            byReason.entrySet().stream()
                .map(e -> String.join(", ", e.getValue()) + ": " + e.getKey())
                .collect(Collectors.joining("; ")));
  }

  /** Writes the averages of all methods, in the order in which they came. */
  void addAveragesTo(BufferedDataContainer container) {
    groups.forEach(
        (group, sums) -> {
          List<DataCell> cells = new ArrayList<>();
          cells.add(new StringCell(model));
          cells.add(new StringCell(group.method()));
          cells.add(new LongCell(sums.averages.maps()));
          cells.add(new DoubleCell(sums.inferences / (double) sums.averages.maps()));
          metrics.forEach(m -> cells.add(cell(sums.averages.of(m))));
          metrics.forEach(m -> cells.add(new LongCell(sums.averages.count(m))));
          container.addRowToTable(new DefaultRow(RowKey.createRowKey(container.size()), cells));
        });
  }
}
