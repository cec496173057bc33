package org.ovxai.nodes.imagereader;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.MissingCell;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.nodes.files.Problems;
import org.ovxai.nodes.imagereader.AnnotatedImageReaderParameters.Output;
import org.ovxai.nodes.imagereader.ImageFolder.ImageFile;
import org.ovxai.nodes.table.ImageTable;

/** Reads image files into a table. */
final class ImageRows {
  /**
   * The table, and what could not be read.
   *
   * @param warning empty if every file was read
   */
  record Result(BufferedDataTable table, Optional<String> warning) {}

  private ImageRows() {}

  static DataTableSpec spec(Output output) {
    return switch (output) {
      case IMAGES ->
          new DataTableSpec(
              column(ImageTable.IMAGE, PNGImageCellFactory.TYPE),
              column(ImageTable.IMAGE_NAME, StringCell.TYPE),
              column(ImageTable.PATH, StringCell.TYPE));
      case PATHS ->
          new DataTableSpec(
              column(ImageTable.PATH, StringCell.TYPE),
              column(ImageTable.IMAGE_NAME, StringCell.TYPE));
    };
  }

  private static DataColumnSpec column(String name, DataType type) {
    return new DataColumnSpecCreator(name, type).createSpec();
  }

  static Result read(List<ImageFile> files, Output output, ExecutionContext exec)
      throws CanceledExecutionException {
    BufferedDataContainer container = exec.createDataContainer(spec(output));
    Problems problems = new Problems();
    for (int i = 0; i < files.size(); i++) {
      exec.checkCanceled();
      int number = i + 1;
      exec.setProgress(i / (double) files.size(), () -> "Image " + number + " of " + files.size());
      ImageFile image = files.get(i);
      DataCell name = new StringCell(image.name());
      DataCell path = new StringCell(image.file().toString());
      RowKey key = RowKey.createRowKey((long) i);
      container.addRowToTable(
          switch (output) {
            case IMAGES -> new DefaultRow(key, image(image.file(), problems), name, path);
            case PATHS -> new DefaultRow(key, path, name);
          });
    }
    container.close();
    return new Result(
        container.getTable(), problems.summary(files.size(), "image files could not be read"));
  }

  private static DataCell image(Path file, Problems problems) {
    try {
      return PNGImageCellFactory.create(ImageFiles.png(ImageFiles.read(file)));
    } catch (EngineException e) {
      problems.add(e.getMessage());
      return new MissingCell(e.getMessage());
    }
  }
}
