package org.ovxai.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Explainer;
import org.ovxai.engine.Explanation;
import org.ovxai.engine.Method;
import org.ovxai.engine.Mode;
import org.ovxai.engine.Predictor;
import org.ovxai.engine.Targets;
import org.ovxai.engine.WhiteBoxSettings;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.model.VisionModel;

/**
 * Explaining beside predicting a preprocessed picture: in each round both run once, one after the
 * other; the figure is the median of the rounds' ratios. What is explained is the same preprocessed
 * picture for all classes; and picture files of several sizes for their best class or object, from
 * the file to the overlay of its size.
 */
final class WhiteBoxBenchmark {
  private static final int WARM_UP = 100;
  private static final int ROUNDS = 15;

  private final VisionModel model;
  private final String name;
  private final RgbImage picture;
  private final int rounds;
  private final Reference reference;
  private final NpyArray noise;
  private final List<Measurement> measured = new ArrayList<>();

  private WhiteBoxBenchmark(
      VisionModel model, String name, RgbImage picture, int rounds, Reference reference) {
    this.model = model;
    this.name = name;
    this.picture = picture;
    this.rounds = rounds;
    this.reference = reference;
    noise = Pictures.noise(model.info().input());
  }

  static List<Measurement> run(
      VisionModel model, String name, RgbImage picture, int rounds, Reference reference) {
    WhiteBoxBenchmark benchmark = new WhiteBoxBenchmark(model, name, picture, rounds, reference);
    try (Predictor predictor = Predictor.open(model)) {
      benchmark.measure(predictor);
    }
    return benchmark.measured;
  }

  /** The network's default method, and the others that fit it by name. */
  private void measure(Predictor predictor) {
    String standard;
    try (Explainer explainer = Explainer.whiteBox(model, WhiteBoxSettings.defaults())) {
      standard = explainer.method();
      allClasses("", predictor, explainer);
      pictures(predictor, explainer);
    }
    for (Method method : Method.of(Mode.WHITE_BOX)) {
      if (method.explains(model.info().task()) && !method.title().equals(standard)) {
        try (Explainer explainer = Explainer.whiteBox(model, WhiteBoxSettings.of(method, ""))) {
          allClasses("/" + method.title(), predictor, explainer);
        } catch (EngineException e) {
          // the method does not fit this network
          continue;
        }
      }
    }
  }

  private void allClasses(String suffix, Predictor predictor, Explainer explainer) {
    Targets all = Targets.parse("all", 1);
    String key = "white-box/" + name + "/all" + suffix;
    reference.add(key, "white_box", explainer.method(), explainer.layer());
    measure(
        key,
        WARM_UP,
        ROUNDS * rounds,
        predictor,
        () -> explainer.explain(noise, all, () -> {}).get(0).inferences());
  }

  private void pictures(Predictor predictor, Explainer explainer) {
    Targets best = Targets.parse("", 1);
    for (Map.Entry<String, byte[]> file : Pictures.sizes(picture).entrySet()) {
      measure(
          "white-box/" + name + "/picture=" + file.getKey(),
          1,
          rounds,
          predictor,
          () -> {
            RgbImage decoded = ImageFiles.decode(file.getValue());
            Explanation explanation = explainer.explain(decoded, best).get(0);
            Pictures.draw(decoded, explanation.map());
            return explanation.inferences();
          });
    }
  }

  private void measure(
      String key, int warmUp, int count, Predictor predictor, IntSupplier explanation) {
    int peak =
        Memory.peakMib(
            () -> {
              for (int i = 0; i < warmUp; i++) {
                predictor.predict(noise);
                explanation.getAsInt();
              }
            });
    double[] ratios = new double[count];
    double[] seconds = new double[count];
    int inferences = 0;
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      predictor.predict(noise);
      long middle = System.nanoTime();
      inferences = explanation.getAsInt();
      long end = System.nanoTime();
      ratios[i] = (end - middle) / (double) (middle - start);
      seconds[i] = (end - middle) / 1e9;
    }
    measured.add(
        new Measurement(
            key,
            "cost_ratio",
            new Measurement.Result(
                Measurement.median(ratios), inferences, Measurement.median(seconds), count),
            peak));
  }
}
