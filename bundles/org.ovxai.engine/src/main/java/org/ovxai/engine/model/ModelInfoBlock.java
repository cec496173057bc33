package org.ovxai.engine.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.detection.DetectionFormat;
import org.ovxai.engine.detection.DetectionSettings;
import org.ovxai.engine.ir.IrModel;

/**
 * The block {@code model_info} in which OpenVINO's Model API, OpenVINO Training Extensions and
 * Ultralytics write down how a model is used.
 *
 * @param values texts by key, such as {@code mean_values}; without those that are empty
 */
record ModelInfoBlock(Map<String, String> values) {
  /**
   * Keys that tell that the block describes the input; the others of them then have the Model API's
   * defaults.
   */
  private static final Set<String> INPUT_KEYS =
      Set.of(
          "model_type",
          "mean_values",
          "scale_values",
          "reverse_input_channels",
          "resize_type",
          "pad_value",
          "layout",
          "embedded_processing",
          "input_dtype",
          "intensity_mode",
          "interpolation_mode");

  private static final int LARGEST_SIDE = 1 << 15;
  private static final String ONNX_PREFIX = "model_info ";
  private static final Set<String> TRAINING_EXTENSIONS =
      Set.of("otx_version", "label_info", "task_type");

  /** The block of a network; in networks that were ONNX files, their metadata of that name. */
  static ModelInfoBlock of(IrModel network) {
    Map<String, String> values = new HashMap<>();
    network
        .runtimeInfo("framework")
        .forEach(
            (key, value) -> {
              if (key.startsWith(ONNX_PREFIX)) {
                values.put(key.substring(ONNX_PREFIX.length()), value);
              }
            });
    values.putAll(network.runtimeInfo("model_info"));
    return new ModelInfoBlock(values);
  }

  /** Whether it tells how a picture is prepared. */
  boolean describesInput() {
    return INPUT_KEYS.stream().anyMatch(k -> text(k).isPresent());
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key))
        .map(String::trim)
        .filter(v -> !v.isEmpty() && !v.equals("None"));
  }

  boolean flag(String key) {
    String value = text(key).orElse("no").toLowerCase(Locale.ROOT);
    if (Set.of("yes", "true", "1").contains(value)) {
      return true;
    }
    if (Set.of("no", "false", "0").contains(value)) {
      return false;
    }
    throw notUnderstood(key, "YES or NO");
  }

  List<String> list(String key) {
    return text(key).map(v -> List.of(v.split("\\s+"))).orElse(List.of());
  }

  /** One value, or one a channel. */
  private List<Double> perChannel(String key, double absent) {
    List<Double> numbers = text(key).isEmpty() ? List.of(absent) : numbers(key);
    if (numbers.size() != 1 && numbers.size() != 3) {
      throw notUnderstood(key, "1 or 3 numbers separated by blanks");
    }
    return numbers;
  }

  private List<Double> numbers(String key) {
    try {
      List<Double> numbers = list(key).stream().map(Double::valueOf).toList();
      if (numbers.stream().allMatch(Double::isFinite)) {
        return numbers;
      }
    } catch (NumberFormatException e) {
      throw notUnderstood(key, "numbers separated by blanks");
    }
    throw notUnderstood(key, "finite numbers");
  }

  private Optional<Integer> number(String key, int least, int greatest) {
    if (text(key).isEmpty()) {
      return Optional.empty();
    }
    List<Double> numbers = numbers(key);
    double first = numbers.get(0);
    if (numbers.size() > 1 || first != Math.rint(first) || first < least || first > greatest) {
      throw notUnderstood(key, "a whole number from " + least + " to " + greatest);
    }
    return Optional.of((int) first);
  }

  private Optional<Double> fraction(String key) {
    if (text(key).isEmpty()) {
      return Optional.empty();
    }
    List<Double> numbers = numbers(key);
    if (numbers.size() > 1 || numbers.get(0) < 0 || numbers.get(0) > 1) {
      throw notUnderstood(key, "a number from 0 to 1");
    }
    return Optional.of(numbers.get(0));
  }

  private EngineException notUnderstood(String key, String expected) {
    return new EngineException(
        "The model's model_info says "
            + key
            + " = '"
            + values.get(key)
            + "', which is not "
            + expected
            + ". Make the settings by hand instead of taking them from the model.");
  }

  /** The labels, with blanks in place of the underscores that exporters write. */
  List<String> labels() {
    return list("labels").stream().map(l -> l.replace('_', ' ')).toList();
  }

  /** The detection format that this software writes. */
  Optional<DetectionFormat> detectionFormat() {
    return text("detection_format")
        .map(v -> choice("detection_format", v, DetectionFormat.values()));
  }

  /**
   * The customary settings of a format with what the block says; how boxes are suppressed counts
   * only where the network does not do it itself.
   */
  DetectionSettings detection(DetectionFormat format) {
    DetectionSettings customary = format.settings();
    DetectionSettings settings =
        customary
            .withConfidence(fraction("confidence_threshold").orElse(customary.confidence()))
            .withFirstLabel(number("first_label", 0, 1).orElse(customary.firstLabel()));
    if (!format.needsSuppression()) {
      return settings;
    }
    int most = number("nms_max_predictions", 0, Integer.MAX_VALUE).orElse(settings.maxDetections());
    boolean agnostic =
        text("agnostic_nms").isPresent() ? flag("agnostic_nms") : settings.classAgnostic();
    return settings
        .withIou(fraction("iou_threshold").orElse(settings.iou()))
        .withMaxDetections(most == 0 ? Integer.MAX_VALUE : most)
        .withClassAgnostic(agnostic);
  }

  Optional<Layout> layout() {
    return text("layout")
        .map(v -> v.split(",")[0])
        .map(v -> v.substring(v.indexOf(':') + 1).trim().toUpperCase(Locale.ROOT))
        .map(v -> choice("layout", v, Layout.values()));
  }

  /**
   * The size of pictures before the network resizes them itself, if it does: the one at which that
   * changes nothing.
   */
  Optional<ReadOptions.Size> embeddedSize() {
    if (!flag("embedded_processing")) {
      return Optional.empty();
    }
    return number("orig_height", 1, LARGEST_SIDE)
        .flatMap(
            height ->
                number("orig_width", 1, LARGEST_SIDE)
                    .map(width -> new ReadOptions.Size(height, width)));
  }

  /** How a picture is prepared, by the Model API's contract and defaults. */
  Preprocessing preprocessing() {
    choice(
        "input_dtype",
        text("input_dtype").orElse("u8").toUpperCase(Locale.ROOT),
        PixelType.values());
    Intensity intensity =
        choice(
            "intensity_mode",
            text("intensity_mode").orElse("none").toUpperCase(Locale.ROOT),
            Intensity.values());
    ResizeMode resize =
        choice(
            "resize_type",
            text("resize_type").orElse("standard").toUpperCase(Locale.ROOT),
            ResizeMode.values());
    String interpolationKey =
        text("interpolation_mode").isPresent() ? "interpolation_mode" : "interpolation_type";
    Interpolation interpolation =
        choice(
            interpolationKey,
            text(interpolationKey).orElse("LINEAR").toUpperCase(Locale.ROOT),
            Interpolation.values());
    int padding = number("pad_value", 0, 255).orElse(0);
    List<Double> mean = perChannel("mean_values", 0);
    List<Double> scale = perChannel("scale_values", 1);
    if (scale.contains(0.0)) {
      throw notUnderstood("scale_values", "numbers other than 0");
    }
    boolean embedded = flag("embedded_processing");
    double unit = intensity == Intensity.SCALE_TO_UNIT ? 255 : 1;
    return new Preprocessing(
        embedded ? embeddedColorOrder() : colorOrder(),
        resize,
        interpolation,
        padding,
        embedded ? List.of(0.0) : mean.stream().map(m -> m * unit).toList(),
        embedded ? List.of(1.0) : scale.stream().map(s -> s * unit).toList());
  }

  private enum PixelType {
    U8,
    F32
  }

  private enum Intensity {
    NONE,
    SCALE_TO_UNIT
  }

  /**
   * OpenVINO Training Extensions feed RGB, so that their flag means BGR; others feed BGR, so that
   * the flag means RGB. YOLOX without a flag was trained on BGR.
   */
  private ColorOrder colorOrder() {
    boolean reversed = flag("reverse_input_channels");
    if (fedRgb()) {
      return reversed ? ColorOrder.BGR : ColorOrder.RGB;
    }
    if (text("reverse_input_channels").isPresent()) {
      return reversed ? ColorOrder.RGB : ColorOrder.BGR;
    }
    return text("model_type").filter(t -> t.equalsIgnoreCase("yolox")).isPresent()
        ? ColorOrder.BGR
        : ColorOrder.RGB;
  }

  /** A network that swaps the channels itself, if needed, wants what its writer feeds. */
  private ColorOrder embeddedColorOrder() {
    boolean fedBgr = !fedRgb() && text("reverse_input_channels").isPresent();
    return fedBgr ? ColorOrder.BGR : ColorOrder.RGB;
  }

  private boolean fedRgb() {
    return TRAINING_EXTENSIONS.stream().anyMatch(k -> text(k).isPresent());
  }

  private <E extends Enum<E>> E choice(String key, String value, E[] choices) {
    return Arrays.stream(choices)
        .filter(c -> c.name().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                notUnderstood(
                    key,
                    Arrays.stream(choices)
                        .map(c -> c.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" or "))));
  }
}
