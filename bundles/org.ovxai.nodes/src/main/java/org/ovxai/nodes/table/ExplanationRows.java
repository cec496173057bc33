package org.ovxai.nodes.table;

import java.util.function.Consumer;
import org.knime.core.data.DataRow;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Explanation;
import org.ovxai.engine.Mode;
import org.ovxai.engine.NoTargetException;
import org.ovxai.engine.Targets;

/**
 * Explains the images of a table.
 *
 * @param table the table to make
 * @param inputs where the images are
 * @param targets the classes of an image
 * @param checker tells whether targets can exist
 * @param explainer gives the explanations of one image
 * @param cells how maps are shown
 * @param choice what the explanations are made from
 */
public record ExplanationRows(
    ExplanationTable table,
    InputColumns inputs,
    ImageTargets targets,
    TargetCheck checker,
    RowExplainer explainer,
    MapCells cells,
    Choice choice)
    implements ImageLoop.Rows {

  /** Tells the classes to explain. */
  public interface ImageTargets {
    /** The targets of an image. */
    Targets of(DataRow image);
  }

  /**
   * What explanations are made from.
   *
   * @param reason why
   */
  public record Choice(Mode mode, String reason) {}

  /** Tells whether targets can exist. */
  public interface TargetCheck {
    /**
     * Checks targets before an image is explained.
     *
     * @throws EngineException if the model has no such class
     */
    void check(Targets targets);
  }

  /** Explains an image. */
  public interface RowExplainer {
    /**
     * Hands over the explanations of an image.
     *
     * @param steps told of the inferences, and asked between two of them whether to go on
     */
    void explain(
        RowInput input, Targets targets, ImageLoop.Steps steps, Consumer<Explanation> result);
  }

  @Override
  public void of(DataRow image, ImageLoop.Steps steps, Consumer<DataRow> out)
      throws UnreadableImageException {
    Targets wanted = targets.of(image);
    try {
      checker.check(wanted);
    } catch (EngineException e) {
      throw new UnreadableImageException(e.getMessage(), e);
    }
    RowInput input = inputs.read(image);
    try {
      explainer.explain(
          input,
          wanted,
          steps,
          e -> out.accept(table.row(image, e, cells.of(e, input), choice.mode(), choice.reason())));
    } catch (NoTargetException e) {
      throw new UnreadableImageException(e.getMessage(), e);
    }
  }

  @Override
  public DataRow missing(DataRow image, String reason) {
    return table.missing(image, reason);
  }
}
