package org.ovxai.nodes.whitebox;

import java.util.Set;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.ovxai.engine.Explainer;
import org.ovxai.nodes.explainer.ExplainerExecution;
import org.ovxai.nodes.explainer.ExplainerTexts;
import org.ovxai.nodes.parameters.MethodChoice;

/** White-Box Explainer: explains images by what happens inside the network. */
public final class WhiteBoxExplainerNodeFactory extends DefaultNodeFactory {

  private static final DefaultNode NODE =
      ExplainerTexts.withWhiteBoxPapers(
          DefaultNode.create()
              .name("White-Box Explainer")
              .icon("white-box-explainer.png")
              .shortDescription(
                  "Shows from inside the network which parts of an image speak for a class.")
              .fullDescription(
                  """
              <p>Explains the predictions of an image model with saliency maps. The network is
              extended so that one pass gives the prediction and the maps of all classes; the
              prediction itself stays as it was.</p>
              <ul>
                <li><b>ReciproCAM</b> keeps one cell of the target layer's feature map at a time and
                  looks how much of a class's score it gives alone. For classifiers with a feature
                  map: convolutional networks, and transformers such as Swin.</li>
                <li><b>ViTReciproCAM</b> does the same with the tokens of a vision transformer.</li>
                <li><b>ActivationMap</b> is the mean of the target layer's channels: where the
                  network is active at all, the same for every class.</li>
                <li><b>DetClassProbabilityMap</b> shows for each place of the picture how probable
                  each class of a detector is there.</li>
              </ul>
              <p>None needs gradients. Maps have the resolution of the target layer, for example
              7 x 7.</p>
              <p><b>Example.</b> OpenVINO Model Reader with a ResNet or EfficientNet, Annotated Image
              Reader with a folder of photos, and this node as it is: one row a photo, with an
              overlay for the class that the model predicts. Targets <tt>koala; panda</tt> explains
              these two classes of every photo instead.</p>
              """
                      + ExplainerTexts.CAUTION
                      + ExplainerTexts.FAILURES)
              .sinceVersion(5, 8, 0)
              .ports(
                  ports ->
                      ExplainerTexts.addPorts(
                          ports,
                          """
          One row an image and class, with RowID <tt>&lt;image RowID&gt;_&lt;class index&gt;</tt>: class,
          confidence,
          """
                              + ExplainerTexts.MAP
                              + "method and target layer."))
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
                  "ViTReciproCAM",
                  "DetClassProbabilityMap",
                  "vision transformer",
                  "detector",
                  "CAM",
                  "activation map",
                  "explain",
                  "interpretability"));

  /** For the framework. */
  public WhiteBoxExplainerNodeFactory() {
    super(NODE);
  }

  private static void configure(ConfigureInput in, ConfigureOutput out)
      throws InvalidSettingsException {
    WhiteBoxExplainerParameters parameters = in.getParameters();
    execution(parameters).configure(in, out, false);
    MethodChoice.check(ExplainerExecution.modelIn(in), parameters.method, parameters.layer)
        .ifPresent(out::setWarningMessage);
  }

  private static void execute(ExecuteInput in, ExecuteOutput out)
      throws CanceledExecutionException, KNIMEException {
    execution(in.getParameters()).execute(in, out);
  }

  private static ExplainerExecution execution(WhiteBoxExplainerParameters parameters) {
    return new ExplainerExecution(
        model -> Explainer.whiteBox(model, parameters.whiteBoxSettings()), Set.of());
  }
}
