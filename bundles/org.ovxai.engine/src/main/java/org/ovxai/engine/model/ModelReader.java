package org.ovxai.engine.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.detection.DetectionFormat;
import org.ovxai.engine.detection.DetectionSettings;
import org.ovxai.engine.detection.Recognition;
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
  private static final ByteBuffer NO_WEIGHTS = ByteBuffer.allocateDirect(0);
  private static final Set<String> SHAPE_ONLY =
      Set.of("Convert", "Reshape", "Squeeze", "Unsqueeze", "Transpose", "FakeQuantize");

  private static final Set<String> FLOATS = Set.of("f32", "f16", "bf16", "f64");

  /** Names of tasks and models that neither classify nor detect. */
  private static final Pattern NEITHER =
      Pattern.compile("anomaly.*|keypoint_detection|(semantic_)?segmentation|sam_.*");

  private static final Pattern DETECTOR =
      Pattern.compile("(rotated_)?detection|instance_segmentation|ssd|yolo.*|maskrcnn|detrinstseg");

  /** Key in {@code model_info} with the name of the output that has the scores. */
  public static final String SCORES_OUTPUT = "scores_output";

  private static final Pattern SCORES =
      Pattern.compile(
          "^(?!.*aux).*(logit|prob|score|predict|softmax|class)", Pattern.CASE_INSENSITIVE);

  private final Path file;
  private final ReadOptions options;
  private final List<String> messages = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private ModelInfoBlock block = new ModelInfoBlock(Map.of());
  private Optional<Layout> namedLayout = Optional.empty();

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
    boolean made = Files.notExists(folder);
    try {
      Files.createDirectories(folder);
      Path scratch = Files.createTempDirectory(folder, ".reading");
      try {
        IrModel network = convert(scratch.resolve("model.xml"));
        ModelInfo info = describe(network);
        String hash = ModelFiles.write(network, folder);
        made = false;
        VisionModel model = VisionModel.open(folder, info.with(info.outputs(), hash));
        return new ReadResult(model, messages, warnings);
      } finally {
        delete(scratch);
        if (made) {
          Files.delete(folder);
        }
      }
    } catch (IOException e) {
      throw new EngineException("The model cannot be copied to " + folder + ": " + e, e);
    }
  }

  private IrModel convert(Path xml) throws IOException {
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
      Port input = inputs.get(0);
      if (!input.shape().isRankKnown() || input.shape().rank() != 4) {
        throw new EngineException(
            withShape(input)
                + "; an image input has four dimensions, [1,3,height,width] or"
                + " [1,height,width,3].");
      }
      model.saveIr(xml);
      block = ModelInfoBlock.of(IrModel.parse(Files.readString(xml), NO_WEIGHTS));
      namedLayout = ParameterLayout.read(xml);
      PartialShape wanted = staticShape(input);
      if (!input.shape().equals(wanted)) {
        model.reshape(List.of(wanted));
        model.saveIr(xml);
      }
    }
    IrModel network = IrModel.read(xml);
    network.foldShapes();
    return network;
  }

  private String withShape(Port input) {
    return "The input '"
        + input.name()
        + "' of the model "
        + file
        + " has the shape "
        + input.shape();
  }

  private PartialShape staticShape(Port input) {
    long[] dims = input.shape().extents();
    Layout layout = layout(dims);
    int rows = layout == Layout.NCHW ? 2 : 1;
    int columns = rows + 1;
    int channels = layout == Layout.NCHW ? 1 : 3;
    boolean open = dims[rows] < 0 || dims[columns] < 0;
    Optional<ReadOptions.Size> set =
        options
            .inputSize()
            .or(() -> options.inputFromModel() ? block.embeddedSize() : Optional.empty());
    if (open && set.isEmpty()) {
      throw new EngineException(
          withShape(input)
              + ", whose height and width are open. Set the input height and width that the model"
              + " was trained with.");
    }
    dims[0] = 1;
    dims[channels] = dims[channels] < 0 ? 3 : dims[channels];
    dims[rows] = dims[rows] < 0 ? set.get().height() : dims[rows];
    dims[columns] = dims[columns] < 0 ? set.get().width() : dims[columns];
    options
        .inputSize()
        .filter(size -> size.height() != dims[rows] || size.width() != dims[columns])
        .ifPresent(
            size ->
                warnings.add(
                    "The model's input height and width are fixed: "
                        + dims[rows]
                        + " and "
                        + dims[columns]
                        + " are used, not "
                        + size.height()
                        + " and "
                        + size.width()
                        + "."));
    return PartialShape.of(dims);
  }

  private Layout layout(long[] dims) {
    return options
        .layout()
        .or(() -> options.inputFromModel() ? block.layout() : Optional.empty())
        .or(() -> namedLayout)
        .orElseGet(() -> guess(dims));
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

  private ModelInfo describe(IrModel network) {
    InputInfo input = input(network);
    List<OutputInfo> outputs = outputs(network);
    List<Integer> scores = scoreOutputs(network, outputs);
    Task task = task(outputs, !scores.isEmpty());
    Activation activation = Activation.NONE;
    int classes = 0;
    if (task == Task.CLASSIFICATION) {
      if (scores.isEmpty()) {
        throw new EngineException(
            "The model "
                + file
                + " is to be a classifier, but has no output with a score a class,"
                + " [1,K]. Its outputs are "
                + outputs
                + ".");
      }
      int index = scoresOutput(network, outputs, scores);
      OutputInfo found = outputs.get(index);
      outputs.set(
          index,
          new OutputInfo(found.name(), found.shape(), found.elementType(), OutputRole.SCORES));
      classes = elements(found);
      activation = activation(network.results().get(index), classes);
    }
    List<String> labels = labels(classes);
    Optional<DetectionSettings> detection = Optional.empty();
    if (task == Task.DETECTION) {
      Optional<Recognition> recognition = recognition(outputs, input, labels.size());
      labels = detectorLabels(labels, recognition);
      detection = recognition.map(r -> detection(r.format()));
      report(recognition, outputs, labels.size());
    }
    return new ModelInfo(
        file.getFileName().toString(),
        task,
        input,
        outputs,
        activation,
        labels,
        detection,
        layers(network),
        options.inference(),
        "");
  }

  /** With labels that fit no format, what the outputs tell without them. */
  private Optional<Recognition> recognition(List<OutputInfo> outputs, InputInfo input, int labels) {
    return options
        .detection()
        .format()
        .or(block::detectionFormat)
        .map(format -> Recognition.as(format, outputs, input, labels))
        .or(() -> Recognition.of(outputs, input, labels))
        .or(() -> Recognition.of(outputs, input, 0));
  }

  private DetectionSettings detection(DetectionFormat format) {
    DetectionOptions set = options.detection();
    DetectionSettings settings = block.detection(format);
    return settings
        .withConfidence(set.confidence().orElse(settings.confidence()))
        .withIou(set.iou().orElse(settings.iou()))
        .withFirstLabel(set.firstLabel().orElse(settings.firstLabel()));
  }

  /** Labels whose number contradicts the outputs would name classes wrongly. */
  private List<String> detectorLabels(List<String> labels, Optional<Recognition> recognition) {
    int classes = recognition.map(Recognition::classes).orElse(0);
    if (classes == 0 || labels.isEmpty() || labels.size() == classes) {
      return labels;
    }
    String difference =
        "the outputs, read as "
            + recognition.get().format().title()
            + ", have scores of "
            + classes
            + " classes";
    if (!(options.labels() instanceof LabelSource.Auto)) {
      throw new EngineException(
          "There are "
              + labels.size()
              + " labels, and "
              + difference
              + ". Give one label a class, or set another detection format.");
    }
    warnings.add("The " + labels.size() + " labels are not used: " + difference + ".");
    return List.of();
  }

  private void report(Optional<Recognition> recognition, List<OutputInfo> outputs, int labels) {
    if (recognition.isEmpty()) {
      warnings.add(
          "The detections of the model cannot be read. "
              + Recognition.unknown(outputs, labels)
              + " The white-box method DetClassProbabilityMap does not need them.");
      return;
    }
    DetectionSettings settings = detection(recognition.get().format());
    messages.add(
        "Detections are read as "
            + settings.format().title()
            + ": confidence above "
            + settings.confidence()
            + (settings.iou() < 1
                ? ", overlaps suppressed from an IoU of " + settings.iou() + "."
                : ", nothing suppressed."));
    recognition.get().doubt().ifPresent(warnings::add);
  }

  private InputInfo input(IrModel network) {
    IrLayer parameter = network.parameters().get(0);
    IrPort port = parameter.output();
    Layout layout = layout(port.shape());
    String type = parameter.data("element_type").orElse("f32");
    boolean fromModel = options.inputFromModel() && block.describesInput();
    Preprocessing how = fromModel ? block.preprocessing() : options.preprocessing();
    if (fromModel && block.flag("embedded_processing")) {
      messages.add("The network resizes and normalises pictures itself.");
    } else if (type.equals("u8")) {
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
    List<OutputInfo> outputs = new ArrayList<>();
    for (IrLayer result : network.results()) {
      IrPort port = result.input(0);
      List<String> names = names(result);
      String name = names.stream().filter(NEVER_SCORES::contains).findFirst().orElse(names.get(0));
      OutputRole role = name.equals("saliency_map") ? OutputRole.SALIENCY_MAP : OutputRole.OTHER;
      outputs.add(
          new OutputInfo(name, integers(port.shape()), elementType(port.precision()), role));
    }
    return outputs;
  }

  private static List<String> names(IrLayer result) {
    return List.of(result.attribute("output_names").orElse(result.input(0).names()).split(","));
  }

  private Task task(List<OutputInfo> outputs, boolean scores) {
    if (options.task().isPresent()) {
      return options.task().get();
    }
    String named =
        block
            .text("task_type")
            .or(() -> block.text("model_type"))
            .orElse("")
            .toLowerCase(Locale.ROOT);
    if (NEITHER.matcher(named).matches()) {
      return Task.OTHER;
    }
    if (scores && named.contains("classification")) {
      return Task.CLASSIFICATION;
    }
    if (outputs.stream().anyMatch(ModelReader::isBoxes)) {
      return Task.DETECTION;
    }
    if (scores) {
      return Task.CLASSIFICATION;
    }
    boolean rows =
        outputs.stream().anyMatch(o -> o.shape().size() == 3 && !NEVER_SCORES.contains(o.name()));
    return rows || DETECTOR.matcher(named).matches() ? Task.DETECTION : Task.OTHER;
  }

  /**
   * {@code [1,N,4]} to {@code [1,N,7]}, {@code [1,1,N,7]}, {@code [N,5]} with open N, or so named.
   */
  private static boolean isBoxes(OutputInfo output) {
    List<Integer> shape = output.shape();
    if (NEVER_SCORES.contains(output.name()) || shape.isEmpty()) {
      return false;
    }
    int last = shape.get(shape.size() - 1);
    return output.name().toLowerCase(Locale.ROOT).contains("boxes")
        || shape.size() == 4 && shape.get(1) == 1 && last == 7
        || shape.size() == 3 && last >= 4 && last <= 7
        || shape.size() == 2 && shape.get(0) < 0 && last == 5;
  }

  /** Indices of the outputs that can be a score a class. */
  private static List<Integer> scoreOutputs(IrModel network, List<OutputInfo> outputs) {
    return IntStream.range(0, outputs.size())
        .filter(i -> isRow(outputs.get(i)) && !NEVER_SCORES.contains(outputs.get(i).name()))
        .filter(i -> elements(outputs.get(i)) > 1 || outputs.size() == 1)
        .filter(i -> FLOATS.contains(outputs.get(i).elementType()))
        .filter(i -> !computation(network.results().get(i)).is("TopK", "NonMaxSuppression"))
        .boxed()
        .toList();
  }

  /**
   * Of the outputs that can be the scores the one that is: the one asked for, or that the model
   * itself says; else, of those with as many classes as the labels that the model carries, those
   * whose name says so; else the first.
   */
  private int scoresOutput(IrModel network, List<OutputInfo> outputs, List<Integer> candidates) {
    String choices =
        candidates.stream()
            .map(i -> "'" + outputs.get(i).name() + "' " + outputs.get(i).shape())
            .collect(Collectors.joining(", "));
    Optional<String> wanted = options.scoresOutput().or(() -> block.text(SCORES_OUTPUT));
    if (wanted.isPresent()) {
      String name = wanted.get();
      return candidates.stream()
          .filter(i -> names(network.results().get(i)).contains(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new EngineException(
                      "The model "
                          + file
                          + " has no output '"
                          + name
                          + "' with a score a class. Choose one of: "
                          + choices
                          + "."));
    }
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    int labels = block.labels().size();
    List<Integer> fitting = narrowed(candidates, i -> elements(outputs.get(i)) == labels);
    int chosen = narrowed(fitting, i -> SCORES.matcher(outputs.get(i).name()).find()).get(0);
    warnings.add(
        "The model has several outputs that can be the classes' scores: "
            + choices
            + ". '"
            + outputs.get(chosen).name()
            + "' is taken; set the scores' output if it is another.");
    return chosen;
  }

  /** Those of the list that have a property, or the whole list if none has. */
  private static List<Integer> narrowed(List<Integer> all, IntPredicate property) {
    List<Integer> some = all.stream().filter(property::test).toList();
    return some.isEmpty() ? all : some;
  }

  /** {@code [1,K]}, {@code [1,K,1,1]} or {@code [1,1,1,K]}. */
  private static boolean isRow(OutputInfo output) {
    List<Integer> shape = output.shape();
    boolean row =
        shape.size() == 2
            || shape.size() == 4 && shape.get(2) == 1 && (shape.get(3) == 1 || shape.get(1) == 1);
    return row && shape.get(0) == 1 && shape.stream().allMatch(d -> d > 0);
  }

  private static int elements(OutputInfo output) {
    return output.shape().stream().reduce(1, (a, b) -> a * b);
  }

  /** The last layer before a result that does more than change shape or type. */
  private static IrLayer computation(IrLayer result) {
    IrLayer last = result.input(0).layer();
    while (SHAPE_ONLY.contains(last.type())) {
      last = last.input(0).layer();
    }
    return last;
  }

  private Activation activation(IrLayer scores, int classes) {
    if (options.activation().isPresent()) {
      return options.activation().get();
    }
    IrLayer last = computation(scores);
    boolean softmax = last.is("SoftMax", "Softmax") || isDecomposedSoftmax(last);
    if (softmax || last.is("Sigmoid")) {
      messages.add(
          "The network's scores are confidences already (they come from a "
              + (softmax ? "softmax" : "sigmoid")
              + ").");
      return Activation.NONE;
    }
    Activation found =
        classes == 1 || block.flag("multilabel") ? Activation.SIGMOID : Activation.SOFTMAX;
    messages.add("The network's scores go through " + found + " to become confidences.");
    return found;
  }

  private static boolean isDecomposedSoftmax(IrLayer last) {
    return last.is("Divide")
        && last.input(0).layer().is("Exp")
        && last.input(1).layer().is("ReduceSum")
        && last.input(1).layer().input(0) == last.input(0);
  }

  private List<String> labels(int classes) {
    LabelSource source = options.labels();
    if (source instanceof LabelSource.None) {
      return List.of();
    }
    if (source instanceof LabelSource.Typed typed) {
      return required(typed.labels(), "typed", classes);
    }
    if (source instanceof LabelSource.File labelFile) {
      Path path = labelFile.path();
      try {
        return required(lines(Files.readString(path)), "in " + path, classes);
      } catch (IOException e) {
        throw new EngineException(
            "The label file " + path + " cannot be read as a text in UTF-8: " + e, e);
      }
    }
    return beside("metadata.yaml", MetadataNames::parse, classes)
        .or(() -> fitting(block.labels(), "the model's model_info", classes))
        .or(() -> beside("labels.txt", ModelReader::lines, classes))
        .orElseGet(
            () -> {
              messages.add("No labels were found; classes are shown by index.");
              return List.of();
            });
  }

  private Optional<List<String>> beside(
      String name, Function<String, List<String>> parser, int classes) {
    Path list = file.resolveSibling(name);
    if (!Files.isRegularFile(list)) {
      return Optional.empty();
    }
    try {
      return fitting(parser.apply(Files.readString(list)), list.toString(), classes);
    } catch (IOException e) {
      warnings.add("The labels in " + list + " are not used: it is no text in UTF-8 (" + e + ").");
      return Optional.empty();
    }
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
    if (labels.isEmpty()) {
      return Optional.empty();
    }
    if (classes > 0 && labels.size() == classes - 1) {
      List<String> all = new ArrayList<>(List.of("other"));
      all.addAll(labels);
      warnings.add(
          "There are "
              + labels.size()
              + " labels in "
              + source
              + " for the model's "
              + classes
              + " classes: class 0 is shown as 'other', the labels begin with class 1.");
      return Optional.of(all);
    }
    if (classes > 0 && labels.size() != classes) {
      warnings.add(
          "The "
              + labels.size()
              + " labels in "
              + source
              + " are not used: the model has "
              + classes
              + " classes.");
      return Optional.empty();
    }
    messages.add("Labels from " + source + ".");
    return Optional.of(labels);
  }

  private static List<String> lines(String text) {
    return text.replace("\uFEFF", "").stripTrailing().lines().map(String::strip).toList();
  }

  private static List<LayerInfo> layers(IrModel network) {
    Set<IrLayer> computed = new HashSet<>(network.parameters());
    List<LayerInfo> found = new ArrayList<>();
    for (IrLayer layer : network.layers()) {
      if (layer.inputs().stream().noneMatch(p -> computed.contains(p.layer()))) {
        continue;
      }
      computed.add(layer);
      if (layer.outputs().size() == 1 && (isSpatial(layer.output()) || joins(layer, computed))) {
        found.add(new LayerInfo(layer.name(), integers(layer.output().shape())));
      }
    }
    return found;
  }

  private static boolean isSpatial(IrPort port) {
    return port.rank() == 4
        && port.isStatic()
        && port.dim(0) == 1
        && port.dim(2) > 1
        && port.dim(3) > 1;
  }

  /** Whether a layer adds a skip connection to the tokens of a transformer. */
  private static boolean joins(IrLayer layer, Set<IrLayer> computed) {
    IrPort tokens = layer.output();
    return layer.is("Add")
        && tokens.rank() == 3
        && tokens.isStatic()
        && tokens.dim(0) == 1
        && tokens.dim(1) > 1
        && layer.inputs().stream().allMatch(p -> p.rank() == 3 && computed.contains(p.layer()));
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

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path f : files) {
        Files.delete(f);
      }
    }
    Files.delete(folder);
  }
}
