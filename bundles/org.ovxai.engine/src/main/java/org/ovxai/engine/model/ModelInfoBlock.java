package org.ovxai.engine.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ovxai.engine.EngineException;
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

  private static final Set<String> TRAINING_EXTENSIONS =
      Set.of("otx_version", "label_info", "task_type");

  /** The block of a network. */
  static ModelInfoBlock of(IrModel network) {
    return new ModelInfoBlock(network.runtimeInfo("model_info"));
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
    return text(key)
        .map(v -> Set.of("yes", "true", "1").contains(v.toLowerCase(Locale.ROOT)))
        .orElse(false);
  }

  List<String> list(String key) {
    return text(key).map(v -> List.of(v.split("\\s+"))).orElse(List.of());
  }

  List<Double> numbers(String key, double fallback) {
    if (text(key).isEmpty()) {
      return List.of(fallback);
    }
    try {
      return list(key).stream().map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      throw notUnderstood(key, "numbers separated by blanks");
    }
  }

  Optional<Integer> number(String key) {
    return text(key)
        .map(
            v -> {
              try {
                return (int) Double.parseDouble(v);
              } catch (NumberFormatException e) {
                throw notUnderstood(key, "a number");
              }
            });
  }

  private EngineException notUnderstood(String key, String expected) {
    return new EngineException(
        "The model's model_info says "
            + key
            + " = '"
            + values.get(key)
            + "', which is not "
            + expected
            + ". Set the input by hand instead of from the model.");
  }

  /** The labels, with blanks in place of the underscores that exporters write. */
  List<String> labels() {
    return list("labels").stream().map(l -> l.replace('_', ' ')).toList();
  }

  Optional<Layout> layout() {
    return text("layout")
        .map(v -> v.split(",")[0])
        .map(v -> v.substring(v.indexOf(':') + 1).trim().toUpperCase(Locale.ROOT))
        .map(v -> choice("layout", v, Layout.values()));
  }

  /** How a picture is prepared, by the Model API's contract and defaults. */
  Preprocessing preprocessing() {
    if (flag("embedded_processing")) {
      return Preprocessing.none();
    }
    String intensity = text("intensity_mode").orElse("none").toLowerCase(Locale.ROOT);
    if (!intensity.equals("none") && !intensity.equals("scale_to_unit")) {
      throw notUnderstood("intensity_mode", "none or scale_to_unit");
    }
    double unit = intensity.equals("scale_to_unit") ? 255 : 1;
    return new Preprocessing(
        colorOrder(),
        choice(
            "resize_type",
            text("resize_type").orElse("standard").toUpperCase(Locale.ROOT),
            ResizeMode.values()),
        choice(
            "interpolation_mode",
            text("interpolation_mode")
                .or(() -> text("interpolation_type"))
                .orElse("LINEAR")
                .toUpperCase(Locale.ROOT),
            Interpolation.values()),
        number("pad_value").orElse(0),
        numbers("mean_values", 0).stream().map(m -> m * unit).toList(),
        numbers("scale_values", 1).stream().map(s -> s * unit).toList());
  }

  /**
   * OpenVINO Training Extensions feed RGB, so that their flag means BGR; others feed BGR, so that
   * the flag means RGB. YOLOX without a flag was trained on BGR.
   */
  private ColorOrder colorOrder() {
    boolean reversed = flag("reverse_input_channels");
    if (TRAINING_EXTENSIONS.stream().anyMatch(k -> text(k).isPresent())) {
      return reversed ? ColorOrder.BGR : ColorOrder.RGB;
    }
    if (text("reverse_input_channels").isPresent()) {
      return reversed ? ColorOrder.RGB : ColorOrder.BGR;
    }
    return text("model_type").filter(t -> t.equalsIgnoreCase("yolox")).isPresent()
        ? ColorOrder.BGR
        : ColorOrder.RGB;
  }

  private <E extends Enum<E>> E choice(String key, String value, E[] choices) {
    return Arrays.stream(choices)
        .filter(c -> c.name().equals(value))
        .findFirst()
        .orElseThrow(() -> notUnderstood(key, "one of " + Arrays.toString(choices)));
  }
}
