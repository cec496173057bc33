package org.ovxai.nodes.blackbox;

import java.util.EnumSet;
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
import org.ovxai.engine.Mode;
import org.ovxai.nodes.explainer.ExplainerExecution;
import org.ovxai.nodes.explainer.ExplainerTexts;
import org.ovxai.nodes.parameters.MethodChoice;
import org.ovxai.nodes.table.ExplanationTable.Extra;

/** Black-Box Explainer: explains images by what a model puts out when they are perturbed. */
public final class BlackBoxExplainerNodeFactory extends DefaultNodeFactory {

  private static final DefaultNode NODE =
      ExplainerTexts.withBlackBoxPapers(
          DefaultNode.create()
              .name("Black-Box Explainer")
              .icon("black-box-explainer.png")
              .shortDescription(
                  "Shows which parts of an image a prediction depends on, by hiding parts of it.")
              .fullDescription(
                  """
              <p>Explains the predictions of any classifier or detector with saliency maps, without
              looking into the network: the model sees many versions of an image with parts hidden,
              and the scores tell what matters. This takes hundreds to thousands of inferences an
              image; how many and about how long is told when the node starts.</p>
              <ul>
                <li><b>AISE</b> (adaptive input sampling) looks for the places that matter with an
                  optimiser: Gaussian windows of several widths keep or hide a place. For
                  classifiers, and for each object that a detector finds.</li>
                <li><b>RISE</b> (randomized input sampling) hides random cells of a grid. For
                  classifiers; all classes of an image share the same inferences.</li>
              </ul>
              <p>Maps have the size of the model's input. What they show depends on what the model
              sees in hidden parts, which are black after preprocessing with mean 0.</p>
              <p>The same settings give the same maps to the bit, on any number of cores.</p>
              <p><b>Example.</b> A detector from the OpenVINO Model Reader, a folder of photos from
              the Annotated Image Reader, and this node with the preset Speed: one row an object
              that was found, with its box, and at most 60 inferences each. For a classifier with the
              method RISE and targets <tt>all</tt>, 1000 inferences explain all classes of a
              photo.</p>
              """
                      + ExplainerTexts.CAUTION
                      + ExplainerTexts.FAILURES)
              .sinceVersion(5, 8, 0)
              .ports(
                  ports ->
                      ExplainerTexts.addPorts(
                          ports, ExplainerTexts.OBJECTS + "and number of inferences."))
              .model(
                  model ->
                      model
                          .parametersClass(BlackBoxExplainerParameters.class)
                          .configure(BlackBoxExplainerNodeFactory::configure)
                          .execute(BlackBoxExplainerNodeFactory::execute))
              .nodeType(NodeType.Predictor)
              .keywords(
                  "XAI",
                  "saliency",
                  "heat map",
                  "RISE",
                  "AISE",
                  "perturbation",
                  "occlusion",
                  "detector",
                  "explain",
                  "interpretability"));

  /** For the framework. */
  public BlackBoxExplainerNodeFactory() {
    super(NODE);
  }

  private static void configure(ConfigureInput in, ConfigureOutput out)
      throws InvalidSettingsException {
    BlackBoxExplainerParameters parameters = in.getParameters();
    MethodChoice.checkTask(ExplainerExecution.modelIn(in), parameters.method, Mode.BLACK_BOX);
    execution(parameters).configure(in, out, true);
  }

  private static void execute(ExecuteInput in, ExecuteOutput out)
      throws CanceledExecutionException, KNIMEException {
    execution(in.getParameters()).execute(in, out);
  }

  private static ExplainerExecution execution(BlackBoxExplainerParameters parameters) {
    return new ExplainerExecution(
        model -> Explainer.blackBox(model, parameters.settings()),
        EnumSet.of(Extra.BOX, Extra.STANDARD_ERROR));
  }
}
