package org.ovxai.nodes.whitebox;

import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Explainer;
import org.ovxai.engine.Method;
import org.ovxai.engine.WhiteBoxSettings;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.Task;
import org.ovxai.nodes.port.OpenVinoModelPortObject;
import org.ovxai.nodes.port.OpenVinoModelPortObjectSpec;
import org.ovxai.nodes.table.ExplanationRows;
import org.ovxai.nodes.table.ExplanationTable;
import org.ovxai.nodes.table.ImageColumn;

/** White-Box Explainer: explains images by what happens inside the network. */
public final class WhiteBoxExplainerNodeFactory extends DefaultNodeFactory {
  private static final DefaultNode NODE =
      DefaultNode.create()
          .name("White-Box Explainer")
          .icon("white-box-explainer.png")
          .shortDescription("Shows with one inference an image which parts speak for a class.")
          .fullDescription(
              """
              <p>Explains the predictions of a classifier with saliency maps. The network is
              extended so that a single inference gives the prediction and the maps of all classes;
              the prediction itself stays as it was.</p>
              <ul>
                <li><b>ReciproCAM</b> keeps one cell of the target layer's feature map at a time and
                  looks how much of a class's score it gives alone. It needs no gradients.</li>
                <li><b>ActivationMap</b> is the mean of the target layer's channels: where the
                  network is active at all, the same for every class.</li>
              </ul>
              <p>Both need a layer with a feature map, as convolutional networks have. Maps have the
              resolution of that layer, for example 7 x 7.</p>
              <p>A saliency map shows what a method measures in the network, which need not be what
              a person would call the reason.</p>
              <p>An image that is missing or cannot be read gets a row with missing values, and one
              warning names the first such rows.</p>
              """)
          .sinceVersion(5, 8, 0)
          .ports(
              ports ->
                  ports
                      .addInputPort(
                          "Model",
                          "A classifier with a feature map, from the OpenVINO Model Reader.",
                          OpenVinoModelPortObject.TYPE)
                      .addInputTable(
                          "Images",
                          "A table with a column of images, or of paths or URLs of image files.")
                      .addOutputTable(
                          "Explanations",
                          """
                          One row an image and class, with RowID <tt>&lt;image RowID&gt;_&lt;class
                          index&gt;</tt>: class, confidence, the saliency map as a 16-bit grey PNG
                          at its own resolution, and its raw range (raw value = <tt>Map min</tt> +
                          grey value / 65535 * (<tt>Map max</tt> - <tt>Map min</tt>)), the overlay,
                          method and target layer.
                          """))
          .model(
              model ->
                  model
                      .parametersClass(WhiteBoxExplainerParameters.class)
                      .configure(WhiteBoxExplainerNodeFactory::configure)
                      .execute(WhiteBoxExplainerNodeFactory::execute))
          .nodeType(NodeType.Predictor)
          .keywords(
              "XAI",
              "saliency",
              "heat map",
              "ReciproCAM",
              "CAM",
              "activation map",
              "explain",
              "interpretability")
          .addExternalResource(
              "https://arxiv.org/abs/2209.14074",
              "Recipro-CAM: Fast gradient-free visual explanations for convolutional neural"
                  + " networks");

  /** For the framework. */
  public WhiteBoxExplainerNodeFactory() {
    super(NODE);
  }

  private static void configure(ConfigureInput in, ConfigureOutput out)
      throws InvalidSettingsException {
    WhiteBoxExplainerParameters parameters = in.getParameters();
    DataTableSpec images = in.getInTableSpec(WhiteBoxExplainerParameters.IMAGES_PORT);
    ImageColumn.indexIn(images, parameters.imageColumn);
    OpenVinoModelPortObjectSpec model = in.getInPortSpec(WhiteBoxExplainerParameters.MODEL_PORT);
    checkModel(model.info(), parameters, out);
    out.setOutSpec(0, table(images, parameters).spec());
  }

  private static void checkModel(
      ModelInfo info, WhiteBoxExplainerParameters parameters, ConfigureOutput out)
      throws InvalidSettingsException {
    if (info.task() != Task.CLASSIFICATION) {
      throw new InvalidSettingsException(
          "White-box methods explain classifiers, and the task of model '"
              + info.name()
              + "' is "
              + info.task()
              + ". If it is a classifier, set the task in the OpenVINO Model Reader.");
    }
    try {
      parameters.targets().indices(info.classes(), info.labels());
    } catch (EngineException e) {
      throw new InvalidSettingsException(e.getMessage(), e);
    }
    if (!parameters.layer.isEmpty()
        && info.layers().stream().noneMatch(l -> l.name().equals(parameters.layer))) {
      out.setWarningMessage(
          "Target layer '"
              + parameters.layer
              + "' is none of the "
              + info.layers().size()
              + " layers with a feature map that the model has.");
    }
  }

  private static void execute(ExecuteInput in, ExecuteOutput out)
      throws CanceledExecutionException, KNIMEException {
    WhiteBoxExplainerParameters parameters = in.getParameters();
    ExecutionContext exec = in.getExecutionContext();
    BufferedDataTable images = in.getInTable(WhiteBoxExplainerParameters.IMAGES_PORT);
    OpenVinoModelPortObject model = in.getInPortObject(WhiteBoxExplainerParameters.MODEL_PORT);
    exec.setMessage("Preparing the model");
    try (Explainer explainer =
        Explainer.whiteBox(
            model.model(),
            WhiteBoxSettings.of(Method.named(parameters.method), parameters.layer))) {
      ExplanationRows rows =
          new ExplanationRows(
              table(images.getDataTableSpec(), parameters),
              ImageColumn.indexIn(images.getDataTableSpec(), parameters.imageColumn),
              image -> explainer.explain(image, parameters.targets()),
              parameters.overlay ? Optional.of(parameters.overlayOptions()) : Optional.empty());
      ExplanationRows.Result result = rows.of(images, exec);
      result.warning().ifPresent(out::setWarningMessage);
      out.setOutData(0, result.table());
    } catch (EngineException | InvalidSettingsException e) {
      throw new KNIMEException(e.getMessage(), e);
    }
  }

  private static ExplanationTable table(
      DataTableSpec images, WhiteBoxExplainerParameters parameters) {
    return new ExplanationTable(
        images, parameters.keptColumns.filterFromFullSpec(images), parameters.overlay);
  }
}
