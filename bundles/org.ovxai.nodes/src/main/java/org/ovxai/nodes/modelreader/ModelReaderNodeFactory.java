package org.ovxai.nodes.modelreader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.ovxai.engine.model.ModelReader;
import org.ovxai.engine.model.ReadOptions;
import org.ovxai.engine.model.ReadResult;
import org.ovxai.nodes.files.LocalFile;
import org.ovxai.nodes.files.WritableFolder;
import org.ovxai.nodes.port.OpenVinoModelPortObject;

/** OpenVINO Model Reader: a model file becomes a model port. */
public final class ModelReaderNodeFactory extends DefaultNodeFactory {
  private static final NodeLogger LOGGER = NodeLogger.getLogger(ModelReaderNodeFactory.class);

  private static final DefaultNode NODE =
      DefaultNode.create()
          .name("OpenVINO Model Reader")
          .icon("openvino-model-reader.png")
          .shortDescription("Reads an image model in OpenVINO, ONNX or TensorFlow Lite format.")
          .fullDescription(
              """
              <p>Reads a model that takes one image, and hands it on together with all that the next
              nodes need: its task, how an image becomes its input, how its output becomes
              confidences, and the names of the classes.</p>
              <p>OpenVINO IR, ONNX and TensorFlow Lite files are read; no other software is needed,
              and nothing is sent anywhere. Models that say themselves how they want their input
              (<tt>model_info</tt>, written by the OpenVINO toolkits) need no further setting. For
              other models, set colour order, mean and scale as the model was trained: wrong values
              give no error, only wrong predictions.</p>
              <p><b>Example.</b> For an ONNX file that was trained with PyTorch on ImageNet, with values
              from 0 to 1: colour order RGB, mean <tt>123.675 116.28 103.53</tt>, scale <tt>58.395
              57.12 57.375</tt>, activation softmax, labels from a file with a name a line.</p>
              <p>The model is copied: the workflow does not need the file after the node was
              executed. A model whose input size is not fixed gets the height and width of the
              advanced settings.</p>
              """)
          .sinceVersion(5, 8, 0)
          .ports(
              ports ->
                  ports.addOutputPort(
                      "Model",
                      "The model as OpenVINO IR with a fixed input shape, and its description.",
                      OpenVinoModelPortObject.TYPE))
          .model(
              model ->
                  model
                      .parametersClass(ModelReaderParameters.class)
                      .configure(ModelReaderNodeFactory::configure)
                      .execute(ModelReaderNodeFactory::execute))
          .nodeType(NodeType.Source)
          .keywords(
              "ONNX",
              "IR",
              "TFLite",
              "TensorFlow Lite",
              "deep learning",
              "neural network",
              "classifier",
              "load")
          .addExternalResource(
              "https://docs.openvino.ai", "OpenVINO: model formats and how to convert to them");

  /** For the framework. */
  public ModelReaderNodeFactory() {
    super(NODE);
  }

  private static void configure(ConfigureInput in, ConfigureOutput out)
      throws InvalidSettingsException {
    ModelReaderParameters parameters = in.getParameters();
    file(parameters);
    parameters.readOptions(Optional.empty());
  }

  private static void execute(ExecuteInput in, ExecuteOutput out)
      throws CanceledExecutionException, KNIMEException {
    ModelReaderParameters parameters = in.getParameters();
    ExecutionContext exec = in.getExecutionContext();
    try {
      Path file = file(parameters);
      List<String> warnings = new ArrayList<>();
      ReadOptions options = parameters.readOptions(cache(parameters, warnings));
      exec.setMessage("Reading " + file.getFileName());
      FileStore store = exec.createFileStore("model");
      ReadResult result = ModelReader.read(file, options, store.getFile().toPath());
      exec.checkCanceled();
      result.messages().forEach(LOGGER::info);
      warnings.addAll(result.warnings());
      if (!warnings.isEmpty()) {
        out.setWarningMessage(String.join("\n", warnings));
      }
      out.setOutData(0, OpenVinoModelPortObject.of(store, result));
    } catch (InvalidSettingsException | EngineException e) {
      throw new KNIMEException(e.getMessage(), e);
    } catch (IOException e) {
      throw new KNIMEException("No folder for the model could be made: " + e, e);
    }
  }

  private static Optional<Path> cache(ModelReaderParameters parameters, List<String> warnings)
      throws InvalidSettingsException {
    if (parameters.cacheFolder.isBlank()) {
      return Optional.empty();
    }
    Path folder = LocalFile.resolve(parameters.cacheFolder, "Folder for compiled networks");
    String obstacle = WritableFolder.obstacle(folder, true);
    if (obstacle.isEmpty()) {
      return Optional.of(folder);
    }
    warnings.add("Compiled networks are not kept in '" + folder + "': " + obstacle);
    return Optional.empty();
  }

  private static Path file(ModelReaderParameters parameters) throws InvalidSettingsException {
    Path file = LocalFile.resolve(parameters.file, "Model file");
    if (!Files.isRegularFile(file)) {
      throw new InvalidSettingsException(
          "Model file: '"
              + parameters.file
              + "' is no file on this machine (looked for "
              + file
              + "). Give the path of a model file, or put it into the workflow's folder data and give"
              + " knime://knime.workflow/data/ and its name.");
    }
    return file;
  }
}
