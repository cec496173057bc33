package org.ovxai.nodes.table;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Explanation;
import org.ovxai.engine.image.Overlay;
import org.ovxai.engine.image.OverlayOptions;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.nodes.files.Problems;

/**
 * Explains the images of a table, one after the other.
 *
 * @param table the table to make
 * @param imageColumn position of the image column in the table of images
 * @param explainer gives the explanations of one image
 * @param overlay how overlays are drawn; empty if there are none
 */
public record ExplanationRows(
    ExplanationTable table,
    int imageColumn,
    Function<RgbImage, List<Explanation>> explainer,
    Optional<OverlayOptions> overlay) {

  /**
   * The explanations, and what could not be explained.
   *
   * @param warning empty if every image was explained
   */
  public record Result(BufferedDataTable table, Optional<String> warning) {}

  /**
   * Explains all images.
   *
   * @param exec told of the progress, and asked before each image whether to go on
   * @throws EngineException if the explainer cannot explain an image that could be read
   */
  public Result of(BufferedDataTable images, ExecutionContext exec)
      throws CanceledExecutionException {
    BufferedDataContainer container = exec.createDataContainer(table.spec());
    Problems problems = new Problems();
    long total = images.size();
    long done = 0;
    try (CloseableRowIterator rows = images.iterator()) {
      while (rows.hasNext()) {
        exec.checkCanceled();
        long number = done + 1;
        exec.setProgress(done / (double) total, () -> "Image " + number + " of " + total);
        add(rows.next(), container, problems);
        done = number;
      }
    }
    container.close();
    return new Result(
        container.getTable(), problems.summary(total, "images could not be explained"));
  }

  private void add(DataRow row, BufferedDataContainer container, Problems problems) {
    RgbImage image;
    try {
      image = ImageColumn.read(row.getCell(imageColumn));
    } catch (UnreadableImageException e) {
      problems.add(row.getKey().getString() + ": " + e.getMessage());
      container.addRowToTable(table.missing(row, e.getMessage()));
      return;
    }
    for (Explanation explanation : explainer.apply(image)) {
      container.addRowToTable(
          table.row(row, explanation, overlay.map(options -> draw(image, explanation, options))));
    }
  }

  private static RgbImage draw(RgbImage image, Explanation explanation, OverlayOptions options) {
    return Overlay.draw(
        image, explanation.map(), options, explanation.label(), explanation.confidence());
  }
}
