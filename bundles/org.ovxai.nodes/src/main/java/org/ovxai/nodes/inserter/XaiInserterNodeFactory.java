package org.ovxai.nodes.inserter;

import java.io.IOException;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.NodeLogger;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.XaiInserter;
import org.ovxai.engine.model.ReadResult;
import org.ovxai.nodes.explainer.ExplainerTexts;
import org.ovxai.nodes.parameters.MethodChoice;
import org.ovxai.nodes.port.OpenVinoModelPortObject;
import org.ovxai.nodes.port.OpenVinoModelPortObjectSpec;

/** OpenVINO XAI Inserter: a model becomes one that explains itself. */
public final class XaiInserterNodeFactory extends DefaultNodeFactory {
  private static final NodeLogger LOGGER = NodeLogger.getLogger(XaiInserterNodeFactory.class);

  private static final DefaultNode NODE =
      ExplainerTexts.withWhiteBoxPapers(
          DefaultNode.create()
              .name("OpenVINO XAI Inserter")
              .icon("openvino-xai-inserter.png")
              .shortDescription("Gives a model an output with saliency maps.")
              .fullDescription(
                  """
              <p>Extends a network with a white-box method, so that every inference gives the
              prediction and, in the additional output <tt>saliency_map</tt>, the saliency maps.
              The other outputs stay as they were.</p>
              <p>The result works wherever OpenVINO works: with the OpenVINO Predictor here, or,
              written with the OpenVINO Model Writer, in any program that runs OpenVINO models.</p>
              <p>The output has the shape [1, classes, height, width], or [1, height, width] if the
              method gives the same map for all classes. A model that has an output
              <tt>saliency_map</tt> already passes unchanged.</p>
              <p><b>Example.</b> OpenVINO Model Reader, this node as it is, and the OpenVINO Model
              Writer: a file <tt>.xml</tt> that gives prediction and saliency maps in one
              inference, in Python <tt>compiled(image)["saliency_map"]</tt>.</p>
              <p>All masked versions of an image are computed at once here, which can take much
              memory for an early target layer. The White-Box Explainer keeps to a memory
              budget.</p>
              """)
              .sinceVersion(5, 8, 0)
              .ports(
                  ports ->
                      ports
                          .addInputPort(
                              "Model",
                              "A classifier or detector, from the OpenVINO Model Reader.",
                              OpenVinoModelPortObject.TYPE)
                          .addOutputPort(
                              "Explaining model",
                              "The model with the additional output <tt>saliency_map</tt>.",
                              OpenVinoModelPortObject.TYPE))
              .model(
                  model ->
                      model
                          .parametersClass(XaiInserterParameters.class)
                          .configure(XaiInserterNodeFactory::configure)
                          .execute(XaiInserterNodeFactory::execute))
              .nodeType(NodeType.Manipulator)
              .keywords(
                  "XAI",
                  "saliency",
                  "heat map",
                  "insert",
                  "white box",
                  "ReciproCAM",
                  "ViTReciproCAM",
                  "ActivationMap",
                  "DetClassProbabilityMap"));

  /** For the framework. */
  public XaiInserterNodeFactory() {
    super(NODE);
  }

  private static void configure(ConfigureInput in, ConfigureOutput out)
      throws InvalidSettingsException {
    XaiInserterParameters parameters = in.getParameters();
    OpenVinoModelPortObjectSpec model = in.getInPortSpec(0);
    if (model.info().hasSaliencyMap()) {
      out.setOutSpec(0, model);
    } else {
      MethodChoice.check(model.info(), parameters.method, parameters.layer)
          .ifPresent(out::setWarningMessage);
    }
  }

  private static void execute(ExecuteInput in, ExecuteOutput out)
      throws CanceledExecutionException, KNIMEException {
    XaiInserterParameters parameters = in.getParameters();
    ExecutionContext exec = in.getExecutionContext();
    OpenVinoModelPortObject model = in.getInPortObject(0);
    try {
      FileStore store = exec.createFileStore("model");
      exec.setMessage("Inserting the saliency map");
      ReadResult result =
          XaiInserter.insert(
              model.model(),
              parameters.whiteBoxSettings(),
              parameters.embedScaling,
              store.getFile().toPath());
      exec.checkCanceled();
      result.messages().forEach(LOGGER::info);
      if (!result.warnings().isEmpty()) {
        out.setWarningMessage(String.join("\n", result.warnings()));
      }
      out.setOutData(0, OpenVinoModelPortObject.of(store, result));
    } catch (InvalidSettingsException | EngineException e) {
      throw new KNIMEException(e.getMessage(), e);
    } catch (IOException e) {
      throw new KNIMEException("No folder for the model could be made: " + e, e);
    }
  }
}
