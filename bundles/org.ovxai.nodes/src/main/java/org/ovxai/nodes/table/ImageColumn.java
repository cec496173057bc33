package org.ovxai.nodes.table;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DataValue;
import org.knime.core.data.MissingValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.image.ImageValue;
import org.knime.core.node.InvalidSettingsException;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.nodes.files.LocalFile;

/** A column of pictures: image cells, or texts that hold paths or URLs of image files. */
public final class ImageColumn {
  private static final List<Class<? extends DataValue>> VALUE_CLASSES =
      List.of(ImageValue.class, StringValue.class);

  private ImageColumn() {}

  /** Whether cells of this type can be read. */
  public static boolean canHoldPictures(DataType type) {
    return VALUE_CLASSES.stream().anyMatch(type::isCompatible);
  }

  /**
   * The first column of image cells; without one, the column of the Annotated Image Reader that
   * holds paths.
   */
  public static Optional<String> firstIn(DataTableSpec spec) {
    return spec.stream()
        .filter(c -> c.getType().isCompatible(ImageValue.class))
        .findFirst()
        .or(() -> Optional.ofNullable(spec.getColumnSpec(ImageTable.PATH)))
        .map(DataColumnSpec::getName);
  }

  /**
   * The position of a column of pictures.
   *
   * @throws InvalidSettingsException if the table has no such column, or one of another type
   */
  public static int indexIn(DataTableSpec spec, String name) throws InvalidSettingsException {
    if (name.isEmpty()) {
      throw new InvalidSettingsException(
          "No image column is chosen. Connect a table with an image column, or with a column of"
              + " file paths, and choose it.");
    }
    return Columns.index(spec, name, VALUE_CLASSES, "images or file paths");
  }

  /**
   * The picture of a cell.
   *
   * @throws UnreadableImageException if the cell is missing or holds no picture; the message says
   *     why
   */
  public static RgbImage read(DataCell cell) throws UnreadableImageException {
    if (cell instanceof MissingValue missing) {
      String reason = missing.getError();
      throw new UnreadableImageException(reason == null ? "the image is missing" : reason);
    }
    try {
      if (cell instanceof ImageValue image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        image.getImageContent().save(bytes);
        return ImageFiles.decode(bytes.toByteArray());
      }
      Path file = LocalFile.resolve(((StringValue) cell).getStringValue(), "Image path");
      if (!Files.isRegularFile(file)) {
        throw new UnreadableImageException("there is no file " + file);
      }
      return ImageFiles.read(file);
    } catch (IOException | InvalidSettingsException | EngineException e) {
      throw new UnreadableImageException(e.getMessage(), e);
    }
  }
}
