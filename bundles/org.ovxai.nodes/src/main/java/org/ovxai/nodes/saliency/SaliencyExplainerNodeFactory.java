package org.ovxai.nodes.saliency;

import java.util.EnumSet;
import java.util.Optional;
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
import org.ovxai.engine.Mode;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.nodes.explainer.ExplainerExecution;
import org.ovxai.nodes.explainer.ExplainerTexts;
import org.ovxai.nodes.parameters.MethodChoice;
import org.ovxai.nodes.table.ExplanationTable.Extra;

/** Saliency Explainer: explains images from within the network where that is possible. */
public final class SaliencyExplainerNodeFactory extends DefaultNodeFactory {

  private static final DefaultNode NODE =
      ExplainerTexts.withBlackBoxPapers(
          ExplainerTexts.withWhiteBoxPapers(
              DefaultNode.create()
                  .name("Saliency Explainer")
                  .icon("saliency-explainer.png")
                  .shortDescription(
                      "Shows which parts of an image speak for a prediction, with the method that fits.")
                  .fullDescription(
                      """
              <p>Explains the predictions of an image model with saliency maps. It looks into the
              network where a white-box method fits it, which takes hardly longer than a prediction,
              and otherwise hides parts of the image and looks at the scores (black box), which
              takes hundreds to thousands of inferences. The columns <tt>Mode</tt> and
              <tt>Reason</tt> tell for each row what was done and why. Either can be chosen, too.
              </p>
              <p>The methods are described at the White-Box Explainer and the Black-Box Explainer,
              which do the same with one kind of method.</p>
              <p>With a black-box method each object that a detector finds is explained; from within
              the network it is the classes.</p>
              <p><b>Example.</b> OpenVINO Model Reader, Annotated Image Reader with a folder of photos,
              and this node as it is: one row a photo, with an overlay for the class that the model
              predicts. The Saliency Overlay Viewer shows the table, the Saliency Map Writer writes
              it into a folder.</p>
              """
                          + ExplainerTexts.CAUTION
                          + ExplainerTexts.FAILURES)
                  .sinceVersion(5, 8, 0)
                  .ports(
                      ports ->
                          ExplainerTexts.addPorts(
                              ports,
                              ExplainerTexts.OBJECTS
                                  + "target layer, number of inferences, mode and reason."))
                  .model(
                      model ->
                          model
                              .parametersClass(SaliencyExplainerParameters.class)
                              .configure(SaliencyExplainerNodeFactory::configure)
                              .execute(SaliencyExplainerNodeFactory::execute))
                  .nodeType(NodeType.Predictor)
                  .keywords(
                      "XAI",
                      "saliency",
                      "heat map",
                      "explain",
                      "interpretability",
                      "ReciproCAM",
                      "RISE",
                      "AISE",
                      "CAM",
                      "white box",
                      "black box")));

  /** For the framework. */
  public SaliencyExplainerNodeFactory() {
    super(NODE);
  }

  private static void configure(ConfigureInput in, ConfigureOutput out)
      throws InvalidSettingsException {
    SaliencyExplainerParameters parameters = in.getParameters();
    ModelInfo model = ExplainerExecution.modelIn(in);
    Optional<Mode> mode = parameters.mode();
    MethodChoice.checkTask(model, parameters.method, mode.orElse(Mode.BLACK_BOX));
    execution(parameters).configure(in, out, mode.orElse(Mode.BLACK_BOX) == Mode.BLACK_BOX);
    if (mode.orElse(Mode.BLACK_BOX) == Mode.WHITE_BOX) {
      MethodChoice.check(model, parameters.method, parameters.layer)
          .ifPresent(out::setWarningMessage);
    }
  }

  private static void execute(ExecuteInput in, ExecuteOutput out)
      throws CanceledExecutionException, KNIMEException {
    execution(in.getParameters()).execute(in, out);
  }

  private static ExplainerExecution execution(SaliencyExplainerParameters parameters) {
    return new ExplainerExecution(
        parameters::explainer, EnumSet.of(Extra.BOX, Extra.STANDARD_ERROR, Extra.CHOICE));
  }
}
