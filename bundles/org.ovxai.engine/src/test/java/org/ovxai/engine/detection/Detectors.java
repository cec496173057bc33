package org.ovxai.engine.detection;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ovxai.engine.RawOutput;
import org.ovxai.engine.image.Npy;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.model.Activation;
import org.ovxai.engine.model.ColorOrder;
import org.ovxai.engine.model.InferenceOptions;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.Interpolation;
import org.ovxai.engine.model.Layout;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.OutputInfo;
import org.ovxai.engine.model.OutputRole;
import org.ovxai.engine.model.Preprocessing;
import org.ovxai.engine.model.ResizeMode;
import org.ovxai.engine.model.Task;

/** Detectors without networks, and stored outputs. */
final class Detectors {
  private Detectors() {}

  static Map<String, NpyArray> archive(String name) throws IOException {
    try (InputStream in = Detectors.class.getResourceAsStream("/detection/" + name)) {
      return Npy.readArchive(in.readAllBytes());
    }
  }

  /** The outputs of a case of formats.npz. */
  static List<RawOutput> outputs(Map<String, NpyArray> archive, String name) {
    List<RawOutput> outputs = new ArrayList<>();
    archive.forEach(
        (key, array) -> {
          if (key.startsWith(name + "/") && !key.endsWith("/detections")) {
            outputs.add(raw(key.substring(name.length() + 1), array));
          }
        });
    return outputs;
  }

  /** The rows of label, score, x1, y1, x2, y2 of a case of formats.npz. */
  static List<Detection> expected(Map<String, NpyArray> archive, String name) {
    double[] v = archive.get(name + "/detections").values();
    return IntStream.range(0, v.length / 6)
        .map(i -> 6 * i)
        .mapToObj(i -> new Detection((int) v[i], v[i + 1], v[i + 2], v[i + 3], v[i + 4], v[i + 5]))
        .toList();
  }

  static RawOutput raw(String name, NpyArray array) {
    String type = array.dtype().contains("i8") ? "i64" : "f32";
    return new RawOutput(name, type, Arrays.stream(array.shape()).boxed().toList(), array.floats());
  }

  static RawOutput raw(String name, List<Integer> shape, float... values) {
    return new RawOutput(name, "f32", shape, values);
  }

  static OutputInfo announced(String name, String type, Integer... shape) {
    return new OutputInfo(name, List.of(shape), type, OutputRole.OTHER);
  }

  static List<OutputInfo> announced(List<RawOutput> outputs) {
    return outputs.stream()
        .map(o -> new OutputInfo(o.name(), o.shape(), o.elementType(), OutputRole.OTHER))
        .toList();
  }

  static InputInfo input(int width, int height) {
    return input(width, height, ResizeMode.STANDARD);
  }

  static InputInfo input(int width, int height, ResizeMode mode) {
    Preprocessing how =
        new Preprocessing(
            ColorOrder.RGB, mode, Interpolation.LINEAR, 0, List.of(0.0), List.of(1.0));
    return new InputInfo("image", List.of(1, 3, height, width), Layout.NCHW, "f32", how);
  }

  static ModelInfo model(
      List<OutputInfo> outputs, InputInfo input, int labels, Optional<DetectionSettings> how) {
    return new ModelInfo(
        "detector.xml",
        Task.DETECTION,
        input,
        outputs,
        Activation.NONE,
        IntStream.range(0, labels).mapToObj(i -> "label " + i).toList(),
        how,
        List.of(),
        InferenceOptions.defaults(),
        "");
  }

  /** What a detector with inputs of some size says. */
  static List<Detection> decode(
      List<RawOutput> outputs, InputInfo input, int labels, DetectionSettings settings) {
    return Detections.of(model(announced(outputs), input, labels, Optional.of(settings)))
        .decode(outputs, settings.confidence());
  }
}
