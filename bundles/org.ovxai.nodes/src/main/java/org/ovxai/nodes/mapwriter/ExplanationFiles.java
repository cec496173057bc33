package org.ovxai.nodes.mapwriter;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.MapPng;
import org.ovxai.engine.image.Npy;
import org.ovxai.nodes.files.Csv;
import org.ovxai.nodes.files.OutputFolder;
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

  private final OutputFolder folder;
  private final Format format;
  private final PictureType pictures;
  private final ColumnIndices columns;
  private final FileNames names = new FileNames();
  private final Path list;
  private final Writer lines;
  private long overlays;
  private long maps;

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
          format.overlay()
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
  ExplanationFiles(OutputFolder folder, Format format, PictureType pictures, ColumnIndices columns)
      throws IOException {
    this.folder = folder;
    this.format = format;
    this.pictures = pictures;
    this.columns = columns;
    folder.prepare();
    if (!folder.overwrite() && Files.exists(folder.path().resolve(LIST))) {
      throw new FileAlreadyExistsException(folder.path().resolve(LIST).toString());
    }
    list = folder.temporary();
    lines = Files.newBufferedWriter(list, StandardCharsets.UTF_8);
    lines.write(
        Csv.line(
            "image",
            "target",
            "label",
            "confidence",
            "method",
            "layer",
            "overlay",
            "npy",
            "message"));
  }

  /** How many pictures have been written. */
  long overlays() {
    return overlays;
  }

  /** How many raw maps have been written. */
  long maps() {
    return maps;
  }

  /**
   * Writes the files of a row.
   *
   * @throws IOException if one cannot be written; the list has those that were
   */
  void add(DataRow row) throws IOException {
    Entry entry = new Entry(row);
    try {
      entry.write();
    } catch (IOException | EngineException e) {
      entry.message = e.toString();
      throw e;
    } finally {
      lines.write(entry.line());
    }
  }

  /** Makes the list appear. */
  @Override
  public void close() throws IOException {
    try {
      lines.close();
      folder.publish(list, LIST);
    } finally {
      Files.deleteIfExists(list);
    }
  }

  /** One row, and what has been written of it. */
  private final class Entry {
    private final DataRow row;
    private String overlay = "";
    private String npy = "";
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
      String name =
          names.next(
              image(),
              ((IntValue) row.getCell(columns.target())).getIntValue(),
              text(columns.label()),
              number(columns.confidence()));
      if (format.overlay()) {
        writeOverlay(name + "." + pictures.ending());
      }
      if (format.npy()) {
        writeMap(name + ".npy", (PNGImageValue) map);
      }
    }

    private void writeOverlay(String name) throws IOException {
      DataCell cell = row.getCell(columns.overlay());
      if (cell instanceof MissingValue missing) {
        message = reason(missing);
        return;
      }
      byte[] png = ((PNGImageValue) cell).getImageContent().getByteArray();
      folder.write(
          name,
          switch (pictures) {
            case PNG -> png;
            case JPEG -> ImageFiles.jpeg(ImageFiles.decode(png), JPEG_QUALITY);
          });
      overlay = name;
      overlays++;
    }

    private void writeMap(String name, PNGImageValue map) throws IOException {
      byte[] png = map.getImageContent().getByteArray();
      folder.write(
          name, Npy.write(MapPng.decode(png, number(columns.min()), number(columns.max()))));
      npy = name;
      maps++;
    }

    String line() {
      return Csv.line(
          image(),
          text(columns.target()),
          text(columns.label()),
          text(columns.confidence()),
          text(columns.method()),
          text(columns.layer()),
          overlay,
          npy,
          message);
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
