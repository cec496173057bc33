package org.ovxai.nodes.explainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeLogger;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Explainer;
import org.ovxai.engine.Explanation;
import org.ovxai.engine.Mode;
import org.ovxai.engine.detection.BoxMapping;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.Task;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.nodes.parameters.ImageTableParameters;
import org.ovxai.nodes.port.OpenVinoModelPortObject;
import org.ovxai.nodes.port.OpenVinoModelPortObjectSpec;
import org.ovxai.nodes.table.ExplanationRows;
import org.ovxai.nodes.table.ExplanationTable;
import org.ovxai.nodes.table.ExplanationTable.Extra;
import org.ovxai.nodes.table.ImageLoop;
import org.ovxai.nodes.table.RowInput;

/**
 * Configures and executes a node that explains images.
 *
 * @param opener makes the explainer of the node's settings
 * @param extras which further columns its table has
 */
public record ExplainerExecution(Opener opener, Set<Extra> extras) {
  private static final NodeLogger LOGGER = NodeLogger.getLogger(ExplainerExecution.class);

  /** Makes an explainer. */
  public interface Opener {
    /**
     * An explainer of a model.
     *
     * @throws InvalidSettingsException if the settings do not fit it
     */
    Explainer open(VisionModel model) throws InvalidSettingsException;
  }

  /**
   * Configures the node.
   *
   * @param objects whether targets are objects if the model is a detector
   * @throws InvalidSettingsException if the settings do not fit the table or the model
   */
  public void configure(ConfigureInput in, ConfigureOutput out, boolean objects)
      throws InvalidSettingsException {
    ExplainerParameters parameters = in.getParameters();
    DataTableSpec images = in.getInTableSpec(ImageTableParameters.IMAGES_PORT);
    ModelInfo model = modelIn(in);
    parameters.inputs(images, model);
    parameters.imageTargets(images);
    try {
      parameters.targets().check(model, objects && model.task() == Task.DETECTION);
    } catch (EngineException e) {
      throw new InvalidSettingsException(e.getMessage(), e);
    }
    out.setOutSpec(0, table(images, model, parameters).spec());
  }

  /** The model that is connected. */
  public static ModelInfo modelIn(ConfigureInput in) {
    OpenVinoModelPortObjectSpec spec = in.getInPortSpec(ImageTableParameters.MODEL_PORT);
    return spec.info();
  }

  /**
   * Executes the node.
   *
   * @throws CanceledExecutionException if the user cancels it
   * @throws KNIMEException if the model cannot be explained; single images get missing values
   */
  public void execute(ExecuteInput in, ExecuteOutput out)
      throws CanceledExecutionException, KNIMEException {
    ExplainerParameters parameters = in.getParameters();
    ExecutionContext exec = in.getExecutionContext();
    BufferedDataTable images = in.getInTable(ImageTableParameters.IMAGES_PORT);
    DataTableSpec spec = images.getDataTableSpec();
    OpenVinoModelPortObject model = in.getInPortObject(ImageTableParameters.MODEL_PORT);
    ModelInfo info = model.getSpec().info();
    exec.setMessage("Preparing the model");
    try (Explainer explainer = opener.open(model.model())) {
      announce(explainer, images.size(), exec);
      boolean objects = info.task() == Task.DETECTION && explainer.mode() == Mode.BLACK_BOX;
      ExplanationTable table = table(spec, info, parameters);
      ExplanationRows rows =
          new ExplanationRows(
              table,
              parameters.inputs(spec, info),
              parameters.imageTargets(spec),
              targets -> targets.check(info, objects),
              (input, targets, steps, result) -> {
                if (input.tensor().isPresent()) {
                  explainer.explain(
                      input.tensor().get(),
                      targets,
                      steps::check,
                      steps,
                      onPicture(input, info, result));
                } else {
                  explainer.explain(
                      input.picture().orElseThrow(), targets, steps::check, steps, result);
                }
              },
              parameters.mapCells(info),
              new ExplanationRows.Choice(explainer.mode(), explainer.reason()));
      ImageLoop.Result result =
          new ImageLoop(table.spec(), rows, "images could not be explained").over(images, exec);
      List<String> warnings = new ArrayList<>(explainer.remarks());
      result.warning().ifPresent(warnings::add);
      if (!warnings.isEmpty()) {
        out.setWarningMessage(String.join(" ", warnings));
      }
      out.setOutData(0, result.table());
    } catch (EngineException | InvalidSettingsException e) {
      throw new KNIMEException(e.getMessage(), e);
    }
  }

  /** What takes explanations of a tensor as those of the picture that it was made of. */
  private static Consumer<Explanation> onPicture(
      RowInput input, ModelInfo model, Consumer<Explanation> result) {
    return input
        .picture()
        .map(p -> new BoxMapping(model.input(), p.width(), p.height()))
        .<Consumer<Explanation>>map(mapping -> e -> result.accept(e.onPicture(mapping)))
        .orElse(result);
  }

  private void announce(Explainer explainer, long images, ExecutionContext exec) {
    if (extras.contains(Extra.CHOICE)) {
      LOGGER.info(
          explainer.method() + " (" + explainer.mode().title() + "). " + explainer.reason());
    }
    explainer.messages().forEach(LOGGER::info);
    explainer
        .secondsPerTarget()
        .ifPresent(
            seconds -> {
              String cost =
                  String.format(
                      Locale.ROOT,
                      explainer.inferencesServeAllTargets()
                          ? "%s: %,d inferences an image for all its targets, about %.1f s;"
                              + " %,d images: about %.0f s."
                          : "%s: at most %,d inferences a target, about %.1f s; %,d images:"
                              + " about %.0f s with one target each.",
                      explainer.method(),
                      explainer.inferences(),
                      seconds,
                      images,
                      seconds * images);
              LOGGER.info(cost);
              exec.setMessage(cost);
            });
  }

  private ExplanationTable table(
      DataTableSpec images, ModelInfo model, ExplainerParameters parameters) {
    Set<Extra> present =
        model.task() == Task.DETECTION
            ? extras
            : extras.stream().filter(extra -> extra != Extra.BOX).collect(Collectors.toSet());
    return new ExplanationTable(
        images, parameters.keptColumns(images), parameters.overlay(), present);
  }
}
