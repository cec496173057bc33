package org.ovxai.engine.model;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.ir.IrLayer;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;
import org.ovxai.openvino.Core;
import org.ovxai.openvino.Model;
import org.ovxai.openvino.OpenVinoException;
import org.ovxai.openvino.PartialShape;
import org.ovxai.openvino.Port;

/**
 * Reads vision models: OpenVINO IR, ONNX and TensorFlow Lite.
 *
 * <p>Whatever the format, the result is an IR with static shapes and batch 1, in which computations
 * on shapes are folded to constants.
 */
public final class ModelReader {
  private static final Set<String> FORMATS = Set.of("xml", "onnx", "tflite");
  private static final Set<String> NEVER_SCORES = Set.of("saliency_map", "feature_vector");
  private static final Set<String> SHAPE_ONLY =
      Set.of("Convert", "Reshape", "Squeeze", "Unsqueeze", "Transpose", "FakeQuantize");

  private final Path file;
  private final ReadOptions options;
  private final List<String> messages = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private ModelReader(Path file, ReadOptions options) {
    this.file = file;
    this.options = options;
  }

  /**
   * Reads a model.
   *
   * @param file {@code .xml} with its {@code .bin} beside it, {@code .onnx} or {@code .tflite}
   * @param folder gets {@code model.xml} and {@code model.bin}; made if missing, and left as it was
   *     if reading fails
   * @throws EngineException if the file is missing, damaged, of another kind, or no model with one
   *     image input
   */
  public static ReadResult read(Path file, ReadOptions options, Path folder) {
    try {
      return new ModelReader(file, options).read(folder);
    } catch (OpenVinoException e) {
      throw new EngineException(e.getMessage(), e);
    }
  }

  private ReadResult read(Path folder) {
    String name = file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!FORMATS.contains(ending)) {
      throw new EngineException(
          "The model file "
              + file
              + " is none of the kinds that can be read: OpenVINO IR (.xml with its .bin), ONNX"
              + " (.onnx), TensorFlow Lite (.tflite). Convert other models with OpenVINO's model"
              + " converter (ovc).");
    }
    try {
      Files.createDirectories(folder);
      Path scratch = Files.createTempDirectory(folder, ".reading");
      try {
        Path xml = scratch.resolve("model.xml");
        IrModel network = convert(xml);
        ModelInfo info = describe(network, hash(xml, IrModel.weightsFile(xml)));
        move(xml, folder.resolve("model.xml"));
        move(IrModel.weightsFile(xml), folder.resolve("model.bin"));
        return new ReadResult(VisionModel.open(folder, info), messages, warnings);
      } finally {
        delete(scratch);
      }
    } catch (IOException e) {
      throw new EngineException("The model cannot be copied to " + folder + ": " + e, e);
    }
  }

  private IrModel convert(Path xml) {
    try (Model model = Core.shared().readModel(file)) {
      List<Port> inputs = model.inputs();
      if (inputs.size() != 1) {
        throw new EngineException(
            "The model "
                + file
                + " has "
                + inputs.size()
                + " inputs: "
                + inputs
                + ". Models with one image input can be explained.");
      }
      PartialShape shape = inputs.get(0).shape();
      PartialShape wanted = staticShape(inputs.get(0));
      if (!shape.equals(wanted)) {
        model.reshape(List.of(wanted));
      }
      model.saveIr(xml);
    }
    IrModel network = IrModel.read(xml);
    network.foldShapes();
    network.write(xml);
    return network;
  }

  private PartialShape staticShape(Port input) {
    PartialShape shape = input.shape();
    if (!shape.isRankKnown() || shape.rank() != 4) {
      throw new EngineException(
          "The input '"
              + input.name()
              + "' of the model "
              + file
              + " has the shape "
              + shape
              + "; an image input has four dimensions, [1,3,height,width] or [1,height,width,3].");
    }
    long[] dims = shape.extents();
    Layout layout = options.layout().orElseGet(() -> guess(dims));
    dims[0] = 1;
    int first = layout == Layout.NCHW ? 2 : 1;
    if (dims[first] < 0 || dims[first + 1] < 0) {
      ReadOptions.Size size =
          options
              .inputSize()
              .orElseThrow(
                  () ->
                      new EngineException(
                          "The input '"
                              + input.name()
                              + "' of the model "
                              + file
                              + " has the shape "
                              + shape
                              + ", whose height and width are open. Set the input height and width"
                              + " that the model was trained with."));
      dims[first] = dims[first] < 0 ? size.height() : dims[first];
      dims[first + 1] = dims[first + 1] < 0 ? size.width() : dims[first + 1];
    }
    int channels = layout == Layout.NCHW ? 1 : 3;
    dims[channels] = dims[channels] < 0 ? 3 : dims[channels];
    return PartialShape.of(dims);
  }

  /**
   * Channels last if and only if there are fewer of them than rows and columns; open sizes count as
   * many.
   */
  private static Layout guess(long[] dims) {
    long[] known = Arrays.stream(dims).map(d -> d < 0 ? Long.MAX_VALUE : d).toArray();
    boolean open = dims[1] < 0 && dims[3] < 0;
    return !open && known[1] > known[3] && known[2] > known[3] ? Layout.NHWC : Layout.NCHW;
  }

  private ModelInfo describe(IrModel network, String hash) throws IOException {
    ModelInfoBlock block = ModelInfoBlock.of(network);
    InputInfo input = input(network, block);
    List<OutputInfo> outputs = outputs(network);
    Task task = task(block, outputs);
    outputs = withScores(outputs, task);
    Activation activation = activation(network, block, outputs);
    int classes =
        new ModelInfo(
                "", task, input, outputs, activation, List.of(), List.of(), options.inference(), "")
            .classes();
    return new ModelInfo(
        file.getFileName().toString(),
        task,
        input,
        outputs,
        activation,
        labels(block, classes),
        layers(network),
        options.inference(),
        hash);
  }

  private InputInfo input(IrModel network, ModelInfoBlock block) {
    IrLayer parameter = network.parameters().get(0);
    IrPort port = parameter.output();
    Layout layout = options.layout().or(block::layout).orElseGet(() -> guess(port.shape()));
    String type = parameter.data("element_type").orElse("f32");
    boolean fromModel = options.inputFromModel() && block.describesInput();
    Preprocessing how = fromModel ? block.preprocessing() : options.preprocessing();
    if (type.equals("u8")) {
      how =
          new Preprocessing(
              how.colorOrder(),
              how.resizeMode(),
              how.interpolation(),
              how.padValue(),
              List.of(0.0),
              List.of(1.0));
      messages.add("The network takes 8-bit pixels: mean and scale are not applied.");
    }
    String source =
        fromModel
            ? "Input settings from the model's model_info: "
            : options.inputFromModel()
                ? "The model carries no model_info about its input; the settings given are used: "
                : "Input settings as given: ";
    messages.add(
        source
            + how.colorOrder()
            + ", "
            + how.resizeMode()
            + ", mean "
            + how.mean()
            + ", scale "
            + how.scale()
            + ", "
            + layout
            + ".");
    InputInfo input = new InputInfo(firstName(port), integers(port.shape()), layout, type, how);
    if (input.channels() != 1 && input.channels() != 3) {
      throw new EngineException(
          "The input of the model "
              + file
              + " has the shape "
              + input.shape()
              + ", which as "
              + layout
              + " means "
              + input.channels()
              + " colour channels; pictures have 1 or 3. Set the layout if it is the other one.");
    }
    if (!Set.of("f32", "f16", "u8").contains(type)) {
      throw new EngineException(
          "The input of the model "
              + file
              + " has the element type "
              + type
              + "; pictures can be given as f32, f16 or u8.");
    }
    return input;
  }

  private static List<OutputInfo> outputs(IrModel network) {
    return network.results().stream()
        .map(
            r -> {
              IrPort port = r.input(0);
              String name =
                  r.attribute("output_names").map(n -> n.split(",")[0]).orElse(firstName(port));
              OutputRole role =
                  name.equals("saliency_map") ? OutputRole.SALIENCY_MAP : OutputRole.OTHER;
              return new OutputInfo(
                  name, integers(port.shape()), elementType(port.precision()), role);
            })
        .toList();
  }

  private Task task(ModelInfoBlock block, List<OutputInfo> outputs) {
    if (options.task().isPresent()) {
      return options.task().get();
    }
    String named =
        block
            .text("task_type")
            .or(() -> block.text("model_type"))
            .orElse("")
            .toLowerCase(Locale.ROOT);
    if (named.contains("classification")) {
      return Task.CLASSIFICATION;
    }
    if (named.contains("detection") || named.startsWith("yolo") || named.equals("ssd")) {
      return Task.DETECTION;
    }
    if (outputs.stream().anyMatch(ModelReader::isScores)) {
      return Task.CLASSIFICATION;
    }
    boolean boxes =
        outputs.stream()
            .map(OutputInfo::shape)
            .anyMatch(
                s ->
                    s.size() >= 2
                        && s.size() <= 4
                        && (Set.of(4, 5, 6, 7).contains(s.get(s.size() - 1)) || s.size() == 3));
    return boxes ? Task.DETECTION : Task.OTHER;
  }

  /** {@code [1,K]}, {@code [1,K,1,1]} or {@code [1,1,1,K]}. */
  private static boolean isScores(OutputInfo output) {
    List<Integer> shape = output.shape();
    boolean oneRow =
        shape.size() == 2
            || shape.size() == 4 && shape.get(2) == 1 && (shape.get(3) == 1 || shape.get(1) == 1);
    return oneRow
        && shape.get(0) == 1
        && shape.stream().allMatch(d -> d > 0)
        && shape.stream().reduce(1, (a, b) -> a * b) > 1
        && !NEVER_SCORES.contains(output.name());
  }

  private List<OutputInfo> withScores(List<OutputInfo> outputs, Task task) {
    if (task != Task.CLASSIFICATION) {
      return outputs;
    }
    int scores =
        IntStream.range(0, outputs.size())
            .filter(i -> isScores(outputs.get(i)))
            .findFirst()
            .orElseThrow(
                () ->
                    new EngineException(
                        "The model "
                            + file
                            + " is to be a classifier, but has no output with a score a class,"
                            + " [1,K]. Its outputs are "
                            + outputs
                            + "."));
    List<OutputInfo> result = new ArrayList<>(outputs);
    OutputInfo found = outputs.get(scores);
    result.set(
        scores,
        new OutputInfo(found.name(), found.shape(), found.elementType(), OutputRole.SCORES));
    return result;
  }

  private Activation activation(IrModel network, ModelInfoBlock block, List<OutputInfo> outputs) {
    if (options.activation().isPresent()) {
      return options.activation().get();
    }
    int scores =
        IntStream.range(0, outputs.size())
            .filter(i -> outputs.get(i).role() == OutputRole.SCORES)
            .findFirst()
            .orElse(-1);
    if (scores < 0) {
      return Activation.NONE;
    }
    IrLayer last = network.results().get(scores).input(0).layer();
    while (SHAPE_ONLY.contains(last.type()) && last.inputCount() > 0) {
      last = last.input(0).layer();
    }
    boolean decomposedSoftmax =
        last.is("Divide")
            && last.input(0).layer().is("Exp")
            && last.input(1).layer().is("ReduceSum")
            && last.input(1).layer().input(0) == last.input(0);
    if (last.is("SoftMax", "Softmax", "Sigmoid") || decomposedSoftmax) {
      messages.add(
          "The network's scores are confidences already (they come from a "
              + (decomposedSoftmax ? "softmax" : last.type())
              + ").");
      return Activation.NONE;
    }
    Activation found = block.flag("multilabel") ? Activation.SIGMOID : Activation.SOFTMAX;
    messages.add("The network's scores go through " + found + " to become confidences.");
    return found;
  }

  private List<String> labels(ModelInfoBlock block, int classes) throws IOException {
    LabelSource source = options.labels();
    if (source instanceof LabelSource.None) {
      return List.of();
    }
    if (source instanceof LabelSource.Typed typed) {
      return required(typed.labels(), "typed", classes);
    }
    if (source instanceof LabelSource.File labelFile) {
      if (!Files.isRegularFile(labelFile.path())) {
        throw new EngineException("The label file " + labelFile.path() + " does not exist.");
      }
      return required(lines(labelFile.path()), "in " + labelFile.path(), classes);
    }
    Path metadata = file.resolveSibling("metadata.yaml");
    Path text = file.resolveSibling("labels.txt");
    if (Files.isRegularFile(metadata)) {
      Optional<List<String>> fitting =
          fitting(MetadataNames.read(metadata), metadata.toString(), classes);
      if (fitting.isPresent()) {
        return fitting.get();
      }
    }
    if (!block.labels().isEmpty()) {
      Optional<List<String>> fitting = fitting(block.labels(), "the model's model_info", classes);
      if (fitting.isPresent()) {
        return fitting.get();
      }
    }
    if (Files.isRegularFile(text)) {
      Optional<List<String>> fitting = fitting(lines(text), text.toString(), classes);
      if (fitting.isPresent()) {
        return fitting.get();
      }
    }
    messages.add("No labels were found; classes are shown by index.");
    return List.of();
  }

  private List<String> required(List<String> labels, String where, int classes) {
    if (classes > 0 && labels.size() != classes) {
      throw new EngineException(
          "There are "
              + labels.size()
              + " labels "
              + where
              + ", and the model "
              + file
              + " has "
              + classes
              + " classes. Give one label a class, in the order of the model's output.");
    }
    return labels;
  }

  private Optional<List<String>> fitting(List<String> labels, String source, int classes) {
    if (classes > 0 && labels.size() == classes - 1) {
      List<String> all = new ArrayList<>(List.of("other"));
      all.addAll(labels);
      warnings.add(
          source
              + " has one label less than the model has classes ("
              + classes
              + "): class 0 is shown as 'other'.");
      return Optional.of(all);
    }
    if (labels.isEmpty() || classes > 0 && labels.size() != classes) {
      warnings.add(
          "The "
              + labels.size()
              + " labels of "
              + source
              + " are not used: the model has "
              + classes
              + " classes.");
      return Optional.empty();
    }
    messages.add("Labels from " + source + ".");
    return Optional.of(labels);
  }

  private static List<String> lines(Path text) throws IOException {
    List<String> lines =
        new ArrayList<>(
            Files.readString(text).replace("\uFEFF", "").lines().map(String::strip).toList());
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  private static List<LayerInfo> layers(IrModel network) {
    return network.layers().stream()
        .filter(l -> !l.is("Const", "Parameter") && l.outputs().size() == 1)
        .map(IrLayer::output)
        .filter(p -> p.rank() == 4 && p.isStatic() && p.dim(0) == 1 && p.dim(2) > 1 && p.dim(3) > 1)
        .map(p -> new LayerInfo(p.layer().name(), integers(p.shape())))
        .toList();
  }

  private static String firstName(IrPort port) {
    return port.names().split(",")[0];
  }

  private static List<Integer> integers(long[] shape) {
    return Arrays.stream(shape).mapToObj(Math::toIntExact).toList();
  }

  /** The name of an element type in attributes and in OpenVINO's API, from its name on ports. */
  private static String elementType(String precision) {
    return precision
        .toLowerCase(Locale.ROOT)
        .replaceFirst("^fp", "f")
        .replaceFirst("^bool$", "boolean");
  }

  private static String hash(Path... files) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path f : files) {
        digest.update(Files.readAllBytes(f));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path f : files) {
        Files.delete(f);
      }
    }
    Files.delete(folder);
  }
}
