package org.ovxai.engine.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.detection.DetectionFormat;
import org.ovxai.engine.detection.DetectionSettings;

/**
 * What there is to know about a vision model without loading its network.
 *
 * @param name the file's name
 * @param task what it does
 * @param input its image input
 * @param outputs its outputs, in their order
 * @param activation what turns its scores into confidences
 * @param labels names of the classes by index; empty if unknown
 * @param detection how detections are read from the outputs; empty if it is no detector, or its
 *     outputs are not understood
 * @param layers layers with spatial outputs, from the input on: candidates for target layers
 * @param inference how it is run
 * @param contentHash SHA-256 of the network and its weights, in hexadecimal digits
 */
public record ModelInfo(
    String name,
    Task task,
    InputInfo input,
    List<OutputInfo> outputs,
    Activation activation,
    List<String> labels,
    Optional<DetectionSettings> detection,
    List<LayerInfo> layers,
    InferenceOptions inference,
    String contentHash) {
  private static final String VERSION = "1";
  private static final String DETECTION = "detection.format";

  /** Copies the lists. */
  public ModelInfo {
    outputs = List.copyOf(outputs);
    labels = List.copyOf(labels);
    layers = List.copyOf(layers);
  }

  /** The index of the output with a score a class; 0 if there is none. */
  public int scoresOutput() {
    return IntStream.range(0, outputs.size())
        .filter(i -> outputs.get(i).role() == OutputRole.SCORES)
        .findFirst()
        .orElse(0);
  }

  /** The number of classes that have a score; 0 if it is unknown. */
  public int classes() {
    return outputs.stream()
        .filter(o -> o.role() == OutputRole.SCORES)
        .findFirst()
        .map(o -> o.shape().stream().reduce(1, (a, b) -> a * b))
        .filter(n -> n > 0)
        .orElse(0);
  }

  /** The name of a class; its index as text if the labels are unknown. */
  public String label(int index) {
    return index < labels.size() ? labels.get(index) : Integer.toString(index);
  }

  /** Whether the model already puts out saliency maps. */
  public boolean hasSaliencyMap() {
    return outputs.stream().anyMatch(o -> o.role() == OutputRole.SALIENCY_MAP);
  }

  /** The same model with other outputs and content. */
  public ModelInfo with(List<OutputInfo> otherOutputs, String otherHash) {
    return new ModelInfo(
        name,
        task,
        input,
        otherOutputs,
        activation,
        labels,
        detection,
        layers,
        inference,
        otherHash);
  }

  /** Everything as texts, for {@link #fromProperties}. */
  public Map<String, String> toProperties() {
    Map<String, String> p = new LinkedHashMap<>();
    p.put("version", VERSION);
    p.put("name", name);
    p.put("task", task.name());
    p.put("input.name", input.name());
    p.put("input.shape", join(input.shape()));
    p.put("input.layout", input.layout().name());
    p.put("input.type", input.elementType());
    Preprocessing how = input.preprocessing();
    p.put("input.colors", how.colorOrder().name());
    p.put("input.resize", how.resizeMode().name());
    p.put("input.interpolation", how.interpolation().name());
    p.put("input.pad", Integer.toString(how.padValue()));
    p.put("input.mean", join(how.mean()));
    p.put("input.scale", join(how.scale()));
    putAll(
        p,
        "output",
        outputs,
        (o, q) -> {
          q.put("name", o.name());
          q.put("shape", join(o.shape()));
          q.put("type", o.elementType());
          q.put("role", o.role().name());
        });
    p.put("activation", activation.name());
    putAll(p, "label", labels, (l, q) -> q.put("name", l));
    detection.ifPresent(
        d -> {
          p.put(DETECTION, d.format().name());
          p.put("detection.confidence", Double.toString(d.confidence()));
          p.put("detection.iou", Double.toString(d.iou()));
          p.put("detection.max", Integer.toString(d.maxDetections()));
          p.put("detection.agnostic", Boolean.toString(d.classAgnostic()));
          p.put("detection.firstLabel", Integer.toString(d.firstLabel()));
        });
    putAll(
        p,
        "layer",
        layers,
        (l, q) -> {
          q.put("name", l.name());
          q.put("shape", join(l.shape()));
        });
    p.put("device", inference.device());
    p.put("precision", inference.precision());
    p.put("threads", Integer.toString(inference.threads()));
    inference.cacheFolder().ifPresent(f -> p.put("cache", f.toString()));
    p.put("hash", contentHash);
    return p;
  }

  /**
   * The description that {@link #toProperties} wrote.
   *
   * @throws EngineException if something is missing or not understood
   */
  public static ModelInfo fromProperties(Map<String, String> properties) {
    try {
      return read(properties);
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          "The description of a model cannot be read: "
              + e.getMessage()
              + ". Run the OpenVINO Model Reader again.",
          e);
    }
  }

  private static ModelInfo read(Map<String, String> p) {
    if (!VERSION.equals(p.get("version"))) {
      throw new IllegalArgumentException("it has version " + p.get("version") + ", not " + VERSION);
    }
    Preprocessing how =
        new Preprocessing(
            ColorOrder.valueOf(get(p, "input.colors")),
            ResizeMode.valueOf(get(p, "input.resize")),
            Interpolation.valueOf(get(p, "input.interpolation")),
            Integer.parseInt(get(p, "input.pad")),
            doubles(get(p, "input.mean")),
            doubles(get(p, "input.scale")));
    InputInfo input =
        new InputInfo(
            get(p, "input.name"),
            integers(get(p, "input.shape")),
            Layout.valueOf(get(p, "input.layout")),
            get(p, "input.type"),
            how);
    return new ModelInfo(
        get(p, "name"),
        Task.valueOf(get(p, "task")),
        input,
        all(
            p,
            "output",
            (q, prefix) ->
                new OutputInfo(
                    get(q, prefix + "name"),
                    integers(get(q, prefix + "shape")),
                    get(q, prefix + "type"),
                    OutputRole.valueOf(get(q, prefix + "role")))),
        Activation.valueOf(get(p, "activation")),
        all(p, "label", (q, prefix) -> get(q, prefix + "name")),
        p.containsKey(DETECTION) ? Optional.of(detection(p)) : Optional.empty(),
        all(
            p,
            "layer",
            (q, prefix) ->
                new LayerInfo(get(q, prefix + "name"), integers(get(q, prefix + "shape")))),
        new InferenceOptions(
            get(p, "device"),
            get(p, "precision"),
            Integer.parseInt(get(p, "threads")),
            Optional.ofNullable(p.get("cache")).map(Path::of)),
        get(p, "hash"));
  }

  private static DetectionSettings detection(Map<String, String> p) {
    return new DetectionSettings(
        DetectionFormat.valueOf(get(p, DETECTION)),
        Double.parseDouble(get(p, "detection.confidence")),
        Double.parseDouble(get(p, "detection.iou")),
        Integer.parseInt(get(p, "detection.max")),
        Boolean.parseBoolean(get(p, "detection.agnostic")),
        Integer.parseInt(get(p, "detection.firstLabel")));
  }

  private static <T> void putAll(
      Map<String, String> p,
      String key,
      List<T> values,
      BiConsumer<T, Map<String, String>> writer) {
    p.put(key + "s", Integer.toString(values.size()));
    for (int i = 0; i < values.size(); i++) {
      Map<String, String> one = new LinkedHashMap<>();
      writer.accept(values.get(i), one);
      String prefix = key + "." + i + ".";
      one.forEach((k, v) -> p.put(prefix + k, v));
    }
  }

  private static <T> List<T> all(
      Map<String, String> p, String key, BiFunction<Map<String, String>, String, T> reader) {
    List<T> values = new ArrayList<>();
    int count = Integer.parseInt(get(p, key + "s"));
    for (int i = 0; i < count; i++) {
      values.add(reader.apply(p, key + "." + i + "."));
    }
    return values;
  }

  private static String get(Map<String, String> p, String key) {
    String value = p.get(key);
    if (value == null) {
      throw new IllegalArgumentException("it lacks '" + key + "'");
    }
    return value;
  }

  private static String join(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static List<Integer> integers(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
  }

  private static List<Double> doubles(String text) {
    return Arrays.stream(text.split(" ")).map(Double::valueOf).toList();
  }
}
