package org.ovxai.nodes.metricswriter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;
import org.knime.core.node.InvalidSettingsException;
import org.ovxai.engine.image.BarTable;
import org.ovxai.engine.image.BarTable.Cell;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.metrics.Metric;
import org.ovxai.nodes.files.Csv;
import org.ovxai.nodes.metrics.MetricTables;
import org.ovxai.nodes.table.Columns;

/** Averages of several models and methods, in per cent, as a text and as a picture. */
final class AccuracyTable {
  private static final List<Metric> METRICS =
      List.of(
          Metric.POINTING_GAME,
          Metric.INSERTION,
          Metric.DELETION,
          Metric.ADCC,
          Metric.COHERENCY,
          Metric.COMPLEXITY,
          Metric.AVERAGE_DROP);

  private static final List<String> NAMES =
      List.of(
          "pointing_game",
          "insertion",
          "deletion",
          "adcc",
          "coherency",
          "complexity",
          "average_drop");

  private final List<Line> lines = new ArrayList<>();

  /** Averages of a method; each is from 0 to 1, or empty if it is missing. */
  private record Line(
      String model, String method, OptionalDouble inferences, List<OptionalDouble> values) {}

  /**
   * Checks that a table is one of averages.
   *
   * @throws InvalidSettingsException if not
   */
  static void check(DataTableSpec spec) throws InvalidSettingsException {
    Columns.index(spec, MetricTables.MODEL, List.of(StringValue.class), "texts");
    Columns.index(spec, MetricTables.METHOD, List.of(StringValue.class), "texts");
    Columns.index(spec, MetricTables.INFERENCES, List.of(DoubleValue.class), "numbers");
  }

  /** Adds a row of a table of averages. Metrics that the table does not have are missing. */
  void add(DataTableSpec spec, DataRow row) {
    lines.add(
        new Line(
            row.getCell(spec.findColumnIndex(MetricTables.MODEL)).toString(),
            row.getCell(spec.findColumnIndex(MetricTables.METHOD)).toString(),
            number(spec, row, MetricTables.INFERENCES),
            METRICS.stream().map(m -> number(spec, row, m.title())).toList()));
  }

  private static OptionalDouble number(DataTableSpec spec, DataRow row, String column) {
    int index = spec.findColumnIndex(column);
    return index >= 0 && row.getCell(index) instanceof DoubleValue value
        ? OptionalDouble.of(value.getDoubleValue())
        : OptionalDouble.empty();
  }

  /** The table as comma-separated values. */
  String csv() {
    StringBuilder text = new StringBuilder();
    text.append(line(Stream.concat(Stream.of("model", "method", "inferences"), NAMES.stream())));
    for (Line line : lines) {
      text.append(
          line(
              Stream.concat(
                  Stream.of(line.model(), line.method(), count(line.inferences())),
                  line.values().stream().map(v -> percent(v, "%.2f")))));
    }
    return text.toString();
  }

  private static String line(Stream<String> fields) {
    return Csv.line(fields.toArray(String[]::new));
  }

  private static String count(OptionalDouble inferences) {
    return inferences.isEmpty()
        ? ""
        : String.format(Locale.ROOT, "%.1f", inferences.getAsDouble()).replaceFirst("\\.0$", "");
  }

  private static String percent(OptionalDouble value, String format) {
    return value.isEmpty() ? "" : String.format(Locale.ROOT, format, 100 * value.getAsDouble());
  }

  /** The table as a PNG picture. */
  byte[] png() {
    BarTable table =
        new BarTable()
            .column("model", lines.stream().map(l -> Cell.text(l.model())).toList())
            .column("method", lines.stream().map(l -> Cell.text(l.method())).toList())
            .column(
                "inferences", lines.stream().map(l -> Cell.text(count(l.inferences()))).toList());
    for (int i = 0; i < METRICS.size(); i++) {
      int metric = i;
      table.column(
          NAMES.get(i).replace('_', ' '),
          lines.stream()
              .map(l -> l.values().get(metric))
              .map(v -> new Cell(percent(v, "%.1f"), v))
              .toList());
    }
    return ImageFiles.png(table.draw());
  }
}
