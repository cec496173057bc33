package org.ovxai.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Explainer;
import org.ovxai.engine.Method;
import org.ovxai.engine.Mode;
import org.ovxai.engine.Predictor;
import org.ovxai.engine.Targets;
import org.ovxai.engine.WhiteBoxSettings;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.ModelReader;
import org.ovxai.engine.model.ReadOptions;
import org.ovxai.engine.model.VisionModel;

/**
 * Explaining a picture for all classes beside predicting it: in each round both run once, one after
 * the other, on the same preprocessed picture; the figure is the median of the rounds' ratios.
 */
final class WhiteBoxBenchmark {
  private static final int WARM_UP = 100;
  private static final Path STATUS = Path.of("/proc/self/status");

  private WhiteBoxBenchmark() {}

  static List<Measurement> run(Path file, int rounds, Path scratch) throws IOException {
    String name = file.getFileName().toString();
    VisionModel model =
        ModelReader.read(file, ReadOptions.defaults(), scratch.resolve(name)).model();
    NpyArray picture = noise(model.info().input());
    Targets all = Targets.parse("all", 1);
    List<Measurement> measured = new ArrayList<>();
    try (Predictor predictor = Predictor.open(model)) {
      double[] plain = new double[rounds];
      for (int i = -WARM_UP; i < rounds; i++) {
        long start = System.nanoTime();
        predictor.predict(picture);
        put(plain, i, (System.nanoTime() - start) / 1e9);
      }
      measured.add(
          new Measurement("plain/" + name, "efficiency", 1, 1, median(plain), peak(), rounds));
      for (Map.Entry<String, Explainer> entry : explainers(model).entrySet()) {
        try (Explainer explainer = entry.getValue()) {
          double[] ratios = new double[rounds];
          double[] seconds = new double[rounds];
          int inferences = 0;
          for (int i = -WARM_UP; i < rounds; i++) {
            long start = System.nanoTime();
            predictor.predict(picture);
            long middle = System.nanoTime();
            inferences = explainer.explain(picture, all, () -> {}).get(0).inferences();
            long end = System.nanoTime();
            put(ratios, i, (end - middle) / (double) (middle - start));
            put(seconds, i, (end - middle) / 1e9);
          }
          measured.add(
              new Measurement(
                  "white-box/" + name + "/all" + entry.getKey(),
                  "cost_ratio",
                  median(ratios),
                  inferences,
                  median(seconds),
                  peak(),
                  rounds));
        }
      }
    }
    return measured;
  }

  /** The network's default method, and the others that fit it by name. */
  private static Map<String, Explainer> explainers(VisionModel model) {
    Map<String, Explainer> found = new LinkedHashMap<>();
    Explainer standard = Explainer.whiteBox(model, WhiteBoxSettings.defaults());
    found.put("", standard);
    for (Method method : Method.values()) {
      if (method.mode() == Mode.WHITE_BOX
          && method.explains(model.info().task())
          && !method.title().equals(standard.method())) {
        try {
          found.put(
              "/" + method.title(), Explainer.whiteBox(model, WhiteBoxSettings.of(method, "")));
        } catch (EngineException e) {
          // the method does not fit this network
          continue;
        }
      }
    }
    return found;
  }

  private static NpyArray noise(InputInfo input) {
    double[] values = new double[input.shape().stream().reduce(1, (a, b) -> a * b)];
    Random random = new Random(0);
    Arrays.setAll(values, i -> random.nextGaussian());
    return new NpyArray(
        "<f4", input.shape().stream().mapToInt(Integer::intValue).toArray(), values);
  }

  private static void put(double[] values, int index, double value) {
    if (index >= 0) {
      values[index] = value;
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static int peak() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(l -> l.startsWith("VmHWM:"))
        .map(l -> Integer.parseInt(l.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
