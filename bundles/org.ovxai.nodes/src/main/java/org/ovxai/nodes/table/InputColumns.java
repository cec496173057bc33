package org.ovxai.nodes.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.MissingValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.node.InvalidSettingsException;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.image.Npy;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.nodes.files.LocalFile;

/**
 * Where the rows of a table hold what the network gets.
 *
 * @param tensors whether it is preprocessed already
 * @param data position of the column with the pictures or tensors
 * @param picture position of a column with the pictures that belong to the tensors
 * @param shape the network's input shape, with the batch
 */
public record InputColumns(boolean tensors, int data, OptionalInt picture, List<Integer> shape) {

  /** Copies the list. */
  public InputColumns {
    shape = List.copyOf(shape);
  }

  /** Whether a column can hold pictures or tensors. */
  public static boolean canHoldInput(DataColumnSpec column) {
    DataType type = column.getType();
    return isNumberList(type) || ImageColumn.canHoldPictures(type);
  }

  private static boolean isNumberList(DataType type) {
    return type.isCompatible(CollectionDataValue.class)
        && type.getCollectionElementType().isCompatible(DoubleValue.class);
  }

  /**
   * A column of pictures.
   *
   * @throws InvalidSettingsException if the table has no such column, or one of another type
   */
  public static InputColumns pictures(DataTableSpec spec, String column, List<Integer> shape)
      throws InvalidSettingsException {
    DataColumnSpec found = spec.getColumnSpec(column);
    if (found != null && isNumberList(found.getType())) {
      throw new InvalidSettingsException(
          "Column \""
              + column
              + "\" holds lists of numbers, not pictures. Choose a column of pictures, or set the"
              + " input data to preprocessed tensors.");
    }
    return new InputColumns(false, ImageColumn.indexIn(spec, column), OptionalInt.empty(), shape);
  }

  /**
   * A column of preprocessed tensors: paths of .npy files, or lists of numbers.
   *
   * @param pictureColumn the pictures that belong to them; empty if there are none
   * @throws InvalidSettingsException if the table has no such column, or one of another type
   */
  public static InputColumns tensors(
      DataTableSpec spec, String column, String pictureColumn, List<Integer> shape)
      throws InvalidSettingsException {
    int data =
        Columns.index(
            spec,
            column,
            List.of(StringValue.class, CollectionDataValue.class),
            "paths of .npy files or of lists of numbers");
    DataType type = spec.getColumnSpec(data).getType();
    if (type.isCompatible(CollectionDataValue.class) && !isNumberList(type)) {
      throw new InvalidSettingsException(
          "Column \""
              + column
              + "\" holds "
              + type.getName()
              + "; a preprocessed tensor is a list of numbers, or a path of a NumPy file. Choose"
              + " another column, or set the input data to pictures.");
    }
    OptionalInt picture =
        pictureColumn.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(ImageColumn.indexIn(spec, pictureColumn));
    return new InputColumns(true, data, picture, shape);
  }

  /**
   * What a row holds.
   *
   * @throws UnreadableImageException if it holds nothing that the network can take; the message
   *     says why
   */
  public RowInput read(DataRow row) throws UnreadableImageException {
    if (!tensors) {
      return new RowInput(Optional.empty(), Optional.of(ImageColumn.read(row.getCell(data))), "");
    }
    NpyArray tensor = tensor(row.getCell(data));
    try {
      if (picture.isPresent()) {
        RgbImage image = ImageColumn.read(row.getCell(picture.getAsInt()));
        return new RowInput(Optional.of(tensor), Optional.of(image), "");
      }
      return new RowInput(
          Optional.of(tensor), Optional.empty(), "no picture column for overlays is chosen");
    } catch (UnreadableImageException e) {
      return new RowInput(Optional.of(tensor), Optional.empty(), e.getMessage());
    }
  }

  private NpyArray tensor(DataCell cell) throws UnreadableImageException {
    if (cell instanceof MissingValue missing) {
      String reason = missing.getError();
      throw new UnreadableImageException(reason == null ? "the tensor is missing" : reason);
    }
    return cell instanceof CollectionDataValue list
        ? fromList(list)
        : fromFile(((StringValue) cell).getStringValue());
  }

  private NpyArray fromList(CollectionDataValue list) throws UnreadableImageException {
    int[] extents = shape.stream().mapToInt(Integer::intValue).toArray();
    int count = Arrays.stream(extents).reduce(1, Math::multiplyExact);
    if (list.size() != count) {
      throw new UnreadableImageException(
          "the list has "
              + list.size()
              + " numbers, and the network takes "
              + count
              + ", as "
              + shape);
    }
    double[] values = new double[count];
    int i = 0;
    for (DataCell element : list) {
      if (element.isMissing()) {
        throw new UnreadableImageException("number " + i + " of the list, from 0, is missing");
      }
      values[i++] = ((DoubleValue) element).getDoubleValue();
    }
    return new NpyArray("<f8", extents, values);
  }

  private NpyArray fromFile(String location) throws UnreadableImageException {
    try {
      Path file = LocalFile.resolve(location, "Tensor path");
      if (!Files.isRegularFile(file)) {
        throw new UnreadableImageException("there is no file " + file);
      }
      NpyArray array = Npy.read(Files.readAllBytes(file));
      List<Integer> found = Arrays.stream(array.shape()).boxed().toList();
      if (!found.equals(shape) && !found.equals(shape.subList(1, shape.size()))) {
        throw new UnreadableImageException(
            file.getFileName()
                + " has the shape "
                + found
                + ", and the network takes "
                + shape
                + ", with or without the first dimension");
      }
      return array;
    } catch (IOException | InvalidSettingsException | EngineException e) {
      throw new UnreadableImageException(e.getMessage(), e);
    }
  }
}
