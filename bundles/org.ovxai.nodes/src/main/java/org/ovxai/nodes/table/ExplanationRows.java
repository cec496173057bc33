package org.ovxai.nodes.table;

import java.util.List;
import org.knime.core.data.DataRow;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Explanation;
import org.ovxai.engine.Targets;
import org.ovxai.engine.model.ModelInfo;

/**
 * Explains the images of a table.
 *
 * @param table the table to make
 * @param inputs where the images are
 * @param targets the classes of an image
 * @param model the model that is explained
 * @param explainer gives the explanations of one image
 * @param cells how maps are shown
 */
public record ExplanationRows(
    ExplanationTable table,
    InputColumns inputs,
    ImageTargets targets,
    ModelInfo model,
    RowExplainer explainer,
    MapCells cells)
    implements ImageLoop.Rows {

  /** Tells the classes to explain. */
  public interface ImageTargets {
    /** The targets of an image. */
    Targets of(DataRow image);
  }

  /** Explains an image. */
  public interface RowExplainer {
    /**
     * The explanations of an image.
     *
     * @param check called between two inferences
     */
    List<Explanation> explain(RowInput input, Targets targets, Runnable check);
  }

  /**
   * The number of a model's classes; 0 if neither its outputs nor its labels tell.
   *
   * @param model the model
   */
  public static int classes(ModelInfo model) {
    return model.classes() > 0 ? model.classes() : model.labels().size();
  }

  @Override
  public List<DataRow> of(DataRow image, Runnable check) throws UnreadableImageException {
    Targets wanted = wanted(image);
    RowInput input = inputs.read(image);
    return explainer.explain(input, wanted, check).stream()
        .map(e -> table.row(image, e, cells.of(e, input)))
        .toList();
  }

  private Targets wanted(DataRow image) throws UnreadableImageException {
    Targets wanted = targets.of(image);
    if (classes(model) > 0) {
      try {
        wanted.indices(classes(model), model.labels());
      } catch (EngineException e) {
        throw new UnreadableImageException(e.getMessage(), e);
      }
    }
    return wanted;
  }

  @Override
  public DataRow missing(DataRow image, String reason) {
    return table.missing(image, reason);
  }
}
