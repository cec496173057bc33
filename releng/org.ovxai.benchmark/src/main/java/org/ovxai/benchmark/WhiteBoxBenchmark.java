package org.ovxai.benchmark;

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
import org.ovxai.engine.model.VisionModel;

/**
 * Explaining a picture for all classes beside predicting it: in each round both run once, one after
 * the other, on the same preprocessed picture; the figure is the median of the rounds' ratios.
 */
final class WhiteBoxBenchmark {
  private static final int WARM_UP = 100;

  private WhiteBoxBenchmark() {}

  static List<Measurement> run(VisionModel model, String name, int rounds) {
    NpyArray picture = noise(model.info().input());
    Targets all = Targets.parse("all", 1);
    List<Measurement> measured = new ArrayList<>();
    try (Predictor predictor = Predictor.open(model)) {
      for (int i = 0; i < WARM_UP; i++) {
        predictor.predict(picture);
      }
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
                  Measurement.median(ratios),
                  inferences,
                  Measurement.median(seconds),
                  Memory.peakMib(),
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
}
