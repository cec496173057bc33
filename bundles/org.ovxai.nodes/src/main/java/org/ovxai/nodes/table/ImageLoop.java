package org.ovxai.nodes.table;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.blackbox.Progress;
import org.ovxai.nodes.files.Problems;

/**
 * Turns the rows of a table of images into those of another table, one image after the other.
 *
 * @param spec the other table's columns
 * @param rows makes the rows of an image
 * @param failed what happens to images that give none, for example {@code "images could not be
 *     explained"}
 */
public record ImageLoop(DataTableSpec spec, Rows rows, String failed) {

  /** Makes the rows of an image. */
  public interface Rows {
    /**
     * Makes the rows of an image.
     *
     * @param steps told of the progress, and asked between two steps whether to go on
     * @param out takes the rows, one by one
     * @throws UnreadableImageException if this image cannot be worked on, and others may
     * @throws EngineException if no image can be worked on
     */
    void of(DataRow image, Steps steps, Consumer<DataRow> out) throws UnreadableImageException;

    /** The row of an image that cannot be worked on. */
    DataRow missing(DataRow image, String reason);
  }

  /** The steps of the work on one image. */
  public interface Steps extends Progress {
    /** Throws if the execution is canceled. */
    void check();
  }

  /**
   * The table, and what could not be worked on.
   *
   * @param warning empty if every image could be
   */
  public record Result(BufferedDataTable table, Optional<String> warning) {}

  /**
   * Works on all images.
   *
   * @param exec told of the progress, and asked before each image whether to go on
   * @throws EngineException as {@link Rows#of}
   */
  public Result over(BufferedDataTable images, ExecutionContext exec)
      throws CanceledExecutionException {
    BufferedDataContainer container = exec.createDataContainer(spec);
    Problems problems = new Problems();
    long total = images.size();
    ImageProgress progress = new ImageProgress(exec, total);
    try (CloseableRowIterator iterator = images.iterator()) {
      while (iterator.hasNext()) {
        exec.checkCanceled();
        progress.nextImage();
        add(iterator.next(), container, problems, progress, exec);
      }
    }
    container.close();
    return new Result(container.getTable(), problems.summary(total, failed));
  }

  private void add(
      DataRow image,
      BufferedDataContainer container,
      Problems problems,
      ImageProgress progress,
      ExecutionContext exec)
      throws CanceledExecutionException {
    try {
      rows.of(image, progress, container::addRowToTable);
    } catch (UnreadableImageException e) {
      problems.add(image.getKey().getString() + ": " + e.getMessage());
      container.addRowToTable(rows.missing(image, e.getMessage()));
    } catch (CancellationException e) {
      exec.checkCanceled();
      throw e;
    }
  }
}
