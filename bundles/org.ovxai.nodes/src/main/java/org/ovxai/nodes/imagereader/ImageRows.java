package org.ovxai.nodes.imagereader;

import java.util.ArrayList;
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
import org.ovxai.engine.dataset.AnnotatedPictures;
import org.ovxai.engine.dataset.AnnotationJson;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.nodes.files.Problems;
import org.ovxai.nodes.imagereader.AnnotatedImageReaderParameters.Output;
import org.ovxai.nodes.imagereader.ImageFolder.ImageFile;
import org.ovxai.nodes.table.ImageTable;

/**
 * Reads image files into a table, one after the other.
 *
 * @param files all files of the folder
 * @param output what the first column holds
 * @param annotations what the files show, in their order; empty if there is no such column
 */
record ImageRows(List<ImageFile> files, Output output, Optional<AnnotatedPictures> annotations) {
  /**
   * The table, and what could not be read.
   *
   * @param warning empty if all was well
   */
  record Result(BufferedDataTable table, Optional<String> warning) {}

  static DataTableSpec spec(Output output, boolean annotated) {
    List<DataColumnSpec> columns = new ArrayList<>();
    switch (output) {
      case IMAGES -> {
        columns.add(column(ImageTable.IMAGE, PNGImageCellFactory.TYPE));
        columns.add(column(ImageTable.IMAGE_NAME, StringCell.TYPE));
        columns.add(column(ImageTable.PATH, StringCell.TYPE));
      }
      case PATHS -> {
        columns.add(column(ImageTable.PATH, StringCell.TYPE));
        columns.add(column(ImageTable.IMAGE_NAME, StringCell.TYPE));
      }
    }
    if (annotated) {
      columns.add(column(ImageTable.ANNOTATIONS, StringCell.TYPE));
    }
    return new DataTableSpec(columns.toArray(DataColumnSpec[]::new));
  }

  private static DataColumnSpec column(String name, DataType type) {
    return new DataColumnSpecCreator(name, type).createSpec();
  }

  /**
   * Reads files.
   *
   * @param chosen their places in the list
   */
  Result read(int[] chosen, ExecutionContext exec) throws CanceledExecutionException {
    BufferedDataContainer container =
        exec.createDataContainer(spec(output, annotations.isPresent()));
    Problems unreadable = new Problems();
    Problems doubtful = new Problems();
    annotations.ifPresent(a -> a.problems().forEach(doubtful::add));
    for (int i = 0; i < chosen.length; i++) {
      exec.checkCanceled();
      int number = i + 1;
      exec.setProgress(
          i / (double) chosen.length, () -> "Image " + number + " of " + chosen.length);
      container.addRowToTable(
          new DefaultRow(RowKey.createRowKey((long) i), cells(chosen[i], unreadable, doubtful)));
    }
    container.close();
    List<String> warnings = new ArrayList<>();
    unreadable.summary(chosen.length, "image files could not be read").ifPresent(warnings::add);
    doubtful.summary("problems with the annotations").ifPresent(warnings::add);
    return new Result(
        container.getTable(),
        warnings.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", warnings)));
  }

  private List<DataCell> cells(int index, Problems unreadable, Problems doubtful) {
    ImageFile image = files.get(index);
    List<DataCell> cells = new ArrayList<>();
    int width = 0;
    int height = 0;
    if (output == Output.IMAGES) {
      try {
        RgbImage picture = ImageFiles.read(image.file());
        width = picture.width();
        height = picture.height();
        cells.add(PNGImageCellFactory.create(ImageFiles.png(picture)));
      } catch (EngineException e) {
        unreadable.add(e.getMessage());
        cells.add(new MissingCell(e.getMessage()));
      }
    }
    DataCell path = new StringCell(image.file().toString());
    DataCell name = new StringCell(image.name());
    cells.addAll(output == Output.IMAGES ? List.of(name, path) : List.of(path, name));
    if (annotations.isPresent()) {
      cells.add(annotation(annotations.get().of(index, width, height), image.name(), doubtful));
    }
    return cells;
  }

  private static DataCell annotation(
      AnnotatedPictures.Result result, String image, Problems doubtful) {
    result.problems().forEach(p -> doubtful.add(image + ": " + p));
    if (result.known()) {
      return new StringCell(AnnotationJson.write(result.annotations()));
    }
    return new MissingCell(
        result.problems().isEmpty()
            ? "the image has no annotation"
            : String.join("; ", result.problems()));
  }
}
