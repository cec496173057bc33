package org.ovxai.viewer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.MissingValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.container.filter.TableFilter;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.BufferedDataTable;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.image.ColorMap;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.MapPng;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.nodes.table.ImageColumn;
import org.ovxai.nodes.table.UnreadableImageException;

/**
 * What the page asks for; all answers are JSON. Maps and pictures are read when they are asked for.
 * The methods that the page calls are public, with whole numbers as parameters.
 */
public final class ViewData {
  private static final int LONGEST_SIDE = 1600;
  private static final int JPEG_QUALITY = 95;

  private final BufferedDataTable table;
  private final ViewColumns columns;
  private final SaliencyOverlayViewerParameters parameters;

  ViewData(
      BufferedDataTable table, ViewColumns columns, SaliencyOverlayViewerParameters parameters) {
    this.table = table;
    this.columns = columns;
    this.parameters = parameters;
  }

  /** What the page begins with: how many rows there are, their metrics, and the colours. */
  String initial(long rows) {
    List<Object> colors = new ArrayList<>();
    for (ColorMap map : ColorMap.values()) {
      colors.add(
          fields(
              "id", map.name(),
              "title", title(map),
              "signed", map.isSigned(),
              "table", Base64.getEncoder().encodeToString(map.table())));
    }
    return Json.of(
        fields(
            "rows",
            rows,
            "metrics",
            columns.metrics().stream()
                .map(i -> table.getDataTableSpec().getColumnSpec(i).getName())
                .toList(),
            "colorMap",
            parameters.colorMap,
            "opacity",
            parameters.opacity,
            "colors",
            colors));
  }

  private static String title(ColorMap map) {
    return switch (map) {
      case JET -> "Jet";
      case DIVERGING -> "Blue\u2013red, signed";
      default -> map.name().charAt(0) + map.name().substring(1).toLowerCase(Locale.ROOT);
    };
  }

  /** All but pictures and maps of {@code count} rows from {@code from} on, as an array. */
  public String rows(int from, int count) {
    List<Json.Raw> rows = new ArrayList<>();
    if (from < table.size() && count > 0) {
      try (CloseableRowIterator iterator =
          table.filter(TableFilter.filterRangeOfRows(from, last(from, count))).iterator()) {
        iterator.forEachRemaining(row -> rows.add(new Json.Raw(describe(row))));
      }
    }
    return Json.of(rows);
  }

  private long last(int from, int count) {
    return Math.min((long) from + count, table.size()) - 1;
  }

  /** The map of a row: {@code h}, {@code w}, and {@code data}, float32 little endian in Base64. */
  public String map(int index) {
    return map(row(index));
  }

  /** The picture of a row: {@code w} and {@code h} of the original, and {@code src}, a data URL. */
  public String picture(int index) {
    return picture(row(index));
  }

  private DataRow row(int index) {
    try (CloseableRowIterator rows =
        table.filter(TableFilter.filterRangeOfRows(index, index)).iterator()) {
      return rows.next();
    }
  }

  /** RowID of a row's image. */
  String image(DataRow row) {
    return text(row, columns.image()).orElse(row.getKey().getString());
  }

  String describe(DataRow row) {
    DataCell map = row.getCell(columns.map());
    return Json.of(
        fields(
            "k", row.getKey().getString(),
            "i", image(row),
            "n", text(row, columns.name()).orElse(image(row)),
            "t", whole(row, columns.target()),
            "l", text(row, columns.label()).orElse("?"),
            "c", number(row, columns.confidence()),
            "lo", number(row, columns.min()),
            "hi", number(row, columns.max()),
            "m", text(row, columns.method()),
            "y", text(row, columns.layer()),
            "b", box(row),
            "a", text(row, columns.annotations()),
            "v", columns.metrics().stream().map(i -> number(row, i)).toList(),
            "e",
                map instanceof MissingValue missing
                    ? Optional.of(reason(missing))
                    : Optional.empty()));
  }

  String map(DataRow row) {
    DataCell cell = row.getCell(columns.map());
    if (cell instanceof MissingValue missing) {
      return error(reason(missing));
    }
    byte[] png = ((PNGImageValue) cell).getImageContent().getByteArray();
    double min = number(row, columns.min()).orElse(0.0);
    try {
      SaliencyMap map = MapPng.decode(png, min, number(row, columns.max()).orElse(1.0));
      return Json.of(fields("h", map.height(), "w", map.width(), "data", base64(map.values())));
    } catch (EngineException e) {
      return error(e.getMessage());
    }
  }

  private static String base64(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  String picture(DataRow row) {
    if (columns.picture().isEmpty()) {
      return error("no picture column is chosen");
    }
    try {
      RgbImage image = ImageColumn.read(row.getCell(columns.picture().getAsInt()));
      byte[] jpeg = ImageFiles.jpeg(ImageFiles.shrunk(image, LONGEST_SIDE), JPEG_QUALITY);
      String source = "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
      return Json.of(fields("w", image.width(), "h", image.height(), "src", source));
    } catch (UnreadableImageException e) {
      return error(e.getMessage());
    }
  }

  private static String error(String message) {
    return Json.of(fields("error", message));
  }

  private Optional<List<Double>> box(DataRow row) {
    List<Double> edges = columns.box().stream().flatMap(i -> number(row, i).stream()).toList();
    return edges.isEmpty() || edges.size() < columns.box().size()
        ? Optional.empty()
        : Optional.of(edges);
  }

  private static String reason(MissingValue missing) {
    return Optional.ofNullable(missing.getError()).orElse("there is no map");
  }

  private static Optional<String> text(DataRow row, OptionalInt column) {
    return column.isEmpty() ? Optional.empty() : text(row, column.getAsInt());
  }

  private static Optional<String> text(DataRow row, int column) {
    return row.getCell(column) instanceof StringValue text
        ? Optional.of(text.getStringValue())
        : Optional.empty();
  }

  private static Optional<Integer> whole(DataRow row, int column) {
    return row.getCell(column) instanceof IntValue value
        ? Optional.of(value.getIntValue())
        : Optional.empty();
  }

  private static Optional<Double> number(DataRow row, int column) {
    return row.getCell(column) instanceof DoubleValue value
        ? Optional.of(value.getDoubleValue())
        : Optional.empty();
  }

  private static Map<String, Object> fields(Object... keysAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      fields.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return fields;
  }
}
