package org.ovxai.nodes.mapwriter;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.MissingValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.InvalidSettingsException;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.image.GridPlot;
import org.ovxai.engine.image.GridPlot.Panel;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.MapPng;
import org.ovxai.engine.image.Npy;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.nodes.files.Csv;
import org.ovxai.nodes.files.OutputFolder;
import org.ovxai.nodes.mapwriter.Format.Kind;
import org.ovxai.nodes.mapwriter.SaliencyMapWriterParameters.PictureType;
import org.ovxai.nodes.table.Columns;
import org.ovxai.nodes.table.ExplanationTable;

/**
 * Writes rows of explanations as files, and lists them in {@value #LIST}. The list appears when
 * this is closed, and tells exactly what was written until then.
 */
final class ExplanationFiles implements AutoCloseable {
  static final String LIST = "explanations.csv";
  private static final int JPEG_QUALITY = 95;
  private static final List<String> HEADER =
      List.of("image", "target", "label", "confidence", "method", "layer");

  private final OutputFolder folder;
  private final Format format;
  private final SaliencyMapWriterParameters options;
  private final ColumnIndices columns;
  private final FileNames names;
  private final Path list;
  private final Writer lines;
  private long overlays;
  private long maps;
  private long plots;
  private final List<Entry> ofImage = new ArrayList<>();

  /**
   * Where the columns of a table of explanations are; {@code overlay} is -1 if it is not needed.
   */
  record ColumnIndices(
      int image,
      int rowId,
      int target,
      int label,
      int confidence,
      int map,
      int min,
      int max,
      int overlay,
      int method,
      int layer) {

    /**
     * Finds the columns.
     *
     * @throws InvalidSettingsException if one that is needed is missing or has another type
     */
    static ColumnIndices in(DataTableSpec spec, String imageNameColumn, Format format)
        throws InvalidSettingsException {
      return new ColumnIndices(
          text(spec, imageNameColumn),
          text(spec, ExplanationTable.IMAGE_ROW_ID),
          index(spec, ExplanationTable.TARGET, IntValue.class, "whole numbers"),
          text(spec, ExplanationTable.LABEL),
          index(spec, ExplanationTable.CONFIDENCE, DoubleValue.class, "numbers"),
          index(spec, ExplanationTable.MAP, PNGImageValue.class, "PNG images"),
          index(spec, ExplanationTable.MAP_MIN, DoubleValue.class, "numbers"),
          index(spec, ExplanationTable.MAP_MAX, DoubleValue.class, "numbers"),
          format.needsOverlays()
              ? index(spec, ExplanationTable.OVERLAY, PNGImageValue.class, "PNG images")
              : -1,
          text(spec, ExplanationTable.METHOD),
          text(spec, ExplanationTable.LAYER));
    }

    private static int text(DataTableSpec spec, String name) throws InvalidSettingsException {
      return index(spec, name, StringValue.class, "texts");
    }

    private static int index(
        DataTableSpec spec, String name, Class<? extends DataValue> type, String holding)
        throws InvalidSettingsException {
      return Columns.index(spec, name, List.of(type), holding);
    }
  }

  /**
   * Begins.
   *
   * @throws IOException if the folder cannot be written, or holds a list that is not to be replaced
   */
  ExplanationFiles(
      OutputFolder folder,
      Format format,
      SaliencyMapWriterParameters options,
      ColumnIndices columns)
      throws IOException {
    this.folder = folder;
    this.format = format;
    this.options = options;
    this.columns = columns;
    names = new FileNames(options.prefix, options.postfix, options.confidenceInName);
    folder.prepare();
    if (!folder.overwrite() && Files.exists(folder.path().resolve(LIST))) {
      throw new FileAlreadyExistsException(folder.path().resolve(LIST).toString());
    }
    list = folder.temporary();
    lines = Files.newBufferedWriter(list, StandardCharsets.UTF_8);
    List<String> header = new ArrayList<>(HEADER);
    listed().forEach(kind -> header.add(kind.id()));
    header.add("message");
    lines.write(Csv.line(header.toArray(String[]::new)));
  }

  /** The kinds that have a column in the list. */
  private List<Kind> listed() {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind == Kind.OVERLAY || kind == Kind.NPY || format.has(kind))
        .toList();
  }

  /** How many pictures have been written. */
  long overlays() {
    return overlays;
  }

  /** How many raw maps have been written. */
  long maps() {
    return maps;
  }

  /** How many plots have been written. */
  long plots() {
    return plots;
  }

  /**
   * Writes the files of a row, and the plot of the image before if the row is of another.
   *
   * @throws IOException if one cannot be written; the list has those that were
   */
  void add(DataRow row) throws IOException {
    Entry entry = new Entry(row);
    if (!ofImage.isEmpty() && !ofImage.get(0).rowId().equals(entry.rowId())) {
      finish();
    }
    ofImage.add(entry);
    try {
      entry.write();
    } catch (IOException | EngineException e) {
      entry.message = e.toString();
      throw e;
    }
    if (!format.has(Kind.GRID)) {
      list();
    }
  }

  /**
   * Writes the plot of the last image.
   *
   * @throws IOException if it cannot be written
   */
  void finish() throws IOException {
    List<Panel> panels = ofImage.stream().flatMap(entry -> entry.panel.stream()).toList();
    if (!panels.isEmpty()) {
      GridPlot plot = new GridPlot(panels, options.gridColumns);
      String name = names.grid(ofImage.get(0).image()) + "." + options.gridType.ending();
      folder.write(
          name,
          switch (options.gridType) {
            case PNG -> ImageFiles.png(plot.image());
            case SVG -> plot.svg();
          });
      ofImage.stream()
          .filter(entry -> entry.panel.isPresent())
          .forEach(entry -> entry.files.put(Kind.GRID, name));
      plots++;
    }
    list();
  }

  private void list() throws IOException {
    for (Entry entry : ofImage) {
      lines.write(entry.line());
    }
    ofImage.clear();
  }

  /** Makes the list appear. */
  @Override
  public void close() throws IOException {
    try (lines) {
      list();
    } finally {
      publish();
    }
  }

  private void publish() throws IOException {
    try {
      folder.publish(list, LIST);
    } finally {
      Files.deleteIfExists(list);
    }
  }

  /** One row, and what has been written of it. */
  private final class Entry {
    private final DataRow row;
    private final Map<Kind, String> files = new EnumMap<>(Kind.class);
    private Optional<Panel> panel = Optional.empty();
    private String message = "";

    Entry(DataRow row) {
      this.row = row;
    }

    void write() throws IOException {
      DataCell map = row.getCell(columns.map());
      if (map instanceof MissingValue missing) {
        message = reason(missing);
        return;
      }
      int target = ((IntValue) row.getCell(columns.target())).getIntValue();
      String name =
          names.next(image(), target, text(columns.label()), number(columns.confidence()));
      if (format.needsOverlays()) {
        writeOverlay(name, target);
      }
      byte[] png = ((PNGImageValue) map).getImageContent().getByteArray();
      if (format.has(Kind.NPY)) {
        SaliencyMap values = MapPng.decode(png, number(columns.min()), number(columns.max()));
        write(Kind.NPY, name + ".npy", Npy.write(values));
        maps++;
      }
      if (format.has(Kind.PNG16)) {
        SaliencyMap values = MapPng.decode(png, number(columns.min()), number(columns.max()));
        write(Kind.PNG16, name + (pngIsTaken() ? ".map.png" : ".png"), MapPng.encode(values));
        maps++;
      }
    }

    private boolean pngIsTaken() {
      return format.has(Kind.OVERLAY) && options.pictureType == PictureType.PNG;
    }

    private void write(Kind kind, String name, byte[] content) throws IOException {
      folder.write(name, content);
      files.put(kind, name);
    }

    private void writeOverlay(String name, int target) throws IOException {
      DataCell cell = row.getCell(columns.overlay());
      if (cell instanceof MissingValue missing) {
        message = reason(missing);
        return;
      }
      byte[] png = ((PNGImageValue) cell).getImageContent().getByteArray();
      if (format.has(Kind.OVERLAY)) {
        write(
            Kind.OVERLAY,
            name + "." + options.pictureType.ending(),
            switch (options.pictureType) {
              case PNG -> png;
              case JPEG -> ImageFiles.jpeg(ImageFiles.decode(png), JPEG_QUALITY);
            });
        overlays++;
      }
      if (format.has(Kind.GRID) && ofImage.size() <= GridPlot.MOST) {
        panel =
            Optional.of(
                Panel.of(
                    text(columns.label()),
                    target,
                    number(columns.confidence()),
                    ImageFiles.decode(png)));
      }
    }

    String line() {
      List<String> fields = new ArrayList<>();
      fields.add(image());
      for (int column :
          new int[] {
            columns.target(),
            columns.label(),
            columns.confidence(),
            columns.method(),
            columns.layer()
          }) {
        fields.add(text(column));
      }
      listed().forEach(kind -> fields.add(files.getOrDefault(kind, "")));
      fields.add(message);
      return Csv.line(fields.toArray(String[]::new));
    }

    private String rowId() {
      return text(columns.rowId());
    }

    private String image() {
      String name = text(columns.image());
      return name.isEmpty() ? text(columns.rowId()) : name;
    }

    private double number(int column) {
      return ((DoubleValue) row.getCell(column)).getDoubleValue();
    }

    private String text(int column) {
      DataCell cell = row.getCell(column);
      if (cell.isMissing()) {
        return "";
      }
      if (cell instanceof StringValue text) {
        return text.getStringValue();
      }
      return cell instanceof IntValue whole
          ? String.valueOf(whole.getIntValue())
          : String.valueOf(((DoubleValue) cell).getDoubleValue());
    }

    private static String reason(MissingValue missing) {
      return missing.getError() == null ? "missing" : missing.getError();
    }
  }
}
