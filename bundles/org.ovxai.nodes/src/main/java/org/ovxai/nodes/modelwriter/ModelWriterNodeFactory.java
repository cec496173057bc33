package org.ovxai.nodes.modelwriter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.knime.core.node.CanceledExecutionException;
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
import org.ovxai.engine.ModelWriter;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.nodes.files.LocalFile;
import org.ovxai.nodes.files.WritableFolder;
import org.ovxai.nodes.modelwriter.ModelWriterParameters.Weights;
import org.ovxai.nodes.port.OpenVinoModelPortObject;
import org.ovxai.nodes.port.OpenVinoModelPortObjectSpec;

/** OpenVINO Model Writer: a model becomes an OpenVINO IR on disk. */
public final class ModelWriterNodeFactory extends DefaultNodeFactory {
  private static final String ENDING = ".xml";
  private static final NodeLogger LOGGER = NodeLogger.getLogger(ModelWriterNodeFactory.class);

  private static final DefaultNode NODE =
      DefaultNode.create()
          .name("OpenVINO Model Writer")
          .icon("openvino-model-writer.png")
          .shortDescription("Writes a model in OpenVINO's format.")
          .fullDescription(
              """
              <p>Writes a model as OpenVINO IR: a file <tt>.xml</tt> with the network, and a file
              <tt>.bin</tt> with its weights.</p>
              <p>Labels, input settings (colour order, resize, mean, scale) and, where the OpenVINO
              XAI Inserter was used, method and target layer are written into the model's
              <tt>model_info</tt>. OpenVINO's Model API and the OpenVINO Model Reader find them
              there. Blanks within a label become underscores.</p>
              <p><b>Example.</b> Behind the OpenVINO Model Reader, with the file
              <tt>knime://knime.workflow/data/model.xml</tt>, the node turns an ONNX file into an
              OpenVINO IR with labels; with the weights FP16 it has half the size.</p>
              <p>The input keeps its fixed size and a batch of 1. Files appear when they are
              complete.</p>
              """)
          .sinceVersion(5, 8, 0)
          .ports(
              ports ->
                  ports.addInputPort("Model", "The model to write.", OpenVinoModelPortObject.TYPE))
          .model(
              model ->
                  model
                      .parametersClass(ModelWriterParameters.class)
                      .configure(ModelWriterNodeFactory::configure)
                      .execute(ModelWriterNodeFactory::execute))
          .nodeType(NodeType.Sink)
          .keywords("IR", "save", "export", "FP16", "convert", "deep learning", "neural network");

  /** For the framework. */
  public ModelWriterNodeFactory() {
    super(NODE);
  }

  private static void configure(ConfigureInput in, ConfigureOutput out)
      throws InvalidSettingsException {
    OpenVinoModelPortObjectSpec model = in.getInPortSpec(0);
    file(in.getParameters(), model.info());
  }

  private static void execute(ExecuteInput in, ExecuteOutput out)
      throws CanceledExecutionException, KNIMEException {
    ModelWriterParameters parameters = in.getParameters();
    OpenVinoModelPortObject model = in.getInPortObject(0);
    try {
      Path file = file(parameters, model.getSpec().info());
      in.getExecutionContext().setMessage("Writing " + file.getFileName());
      Files.createDirectories(file.getParent());
      List<Path> written =
          ModelWriter.write(
              model.model(),
              file,
              parameters.weights == Weights.FP16,
              parameters.existing.inEngine());
      LOGGER.info(
          "Model written: "
              + written.stream().map(Path::toString).collect(Collectors.joining(" and ")));
    } catch (InvalidSettingsException | EngineException e) {
      throw new KNIMEException(e.getMessage(), e);
    } catch (IOException e) {
      throw new KNIMEException("The folder of '" + parameters.file + "' cannot be made: " + e, e);
    }
  }

  private static Path file(ModelWriterParameters parameters, ModelInfo model)
      throws InvalidSettingsException {
    Path named = LocalFile.resolve(parameters.file, "Model file").toAbsolutePath();
    Path file =
        isFolder(named)
            ? named.resolve(model.name().replaceFirst("\\.[^.]*$", "") + ENDING)
            : named;
    if (!file.toString().endsWith(ENDING) || Files.isDirectory(file)) {
      throw new InvalidSettingsException(
          "Model file: '"
              + parameters.file
              + "' names neither a folder nor a file that ends with "
              + ENDING
              + ", as the network's file of an OpenVINO IR does.");
    }
    String obstacle = WritableFolder.obstacle(file.getParent(), parameters.createFolders);
    if (!obstacle.isEmpty()) {
      throw new InvalidSettingsException(
          "Model file '" + parameters.file + "' cannot be written: " + obstacle + ".");
    }
    return file;
  }

  private static boolean isFolder(Path named) {
    Path name = named.getFileName();
    return name == null
        || name.toString().indexOf('.') < 0
        || !name.toString().endsWith(ENDING) && Files.isDirectory(named);
  }
}
