package org.ovxai.engine.blackbox;

import java.util.List;
import org.ovxai.engine.EngineException;

/**
 * Parameters of {@link AiseClassification} and {@link AiseDetection}.
 *
 * @param iterations how many places are tried for each kernel width, from 1 on
 * @param widths classifiers: standard deviations of the Gaussian masks as parts of the picture's
 *     extents; detectors: divisors, by which the shorter side of the object's box is divided to get
 *     them. Above 0
 * @param solverEpsilon by which share of the best value a place must promise to be better for the
 *     optimiser to look closer, 0 or greater
 * @param locallyBiased whether the optimiser prefers the neighbourhood of the best place
 */
public record AiseSettings(
    int iterations, List<Double> widths, double solverEpsilon, boolean locallyBiased) {

  /** Checks the values. */
  public AiseSettings {
    widths = List.copyOf(widths);
    if (iterations < 1) {
      throw new EngineException(
          "The number of iterations is " + iterations + "; AISE needs 1 or more.");
    }
    if (widths.isEmpty() || !widths.stream().allMatch(w -> w > 0 && Double.isFinite(w))) {
      throw new EngineException(
          "The kernel widths or divisors are "
              + widths
              + "; AISE needs one or more numbers above 0.");
    }
    if (!(solverEpsilon >= 0 && Double.isFinite(solverEpsilon))) {
      throw new EngineException(
          "The solver's epsilon is " + solverEpsilon + "; AISE needs 0 or a greater number.");
    }
  }

  /** A preset's values for classifiers: at most 120, 300 or 500 inferences a class. */
  public static AiseSettings classification(Preset preset) {
    return switch (preset) {
      case SPEED -> new AiseSettings(20, between(0.1, 0.25, 3), 0.1, false);
      case BALANCE -> new AiseSettings(50, between(0.1, 0.25, 3), 0.1, false);
      case QUALITY -> new AiseSettings(50, between(0.075, 0.25, 5), 0.1, false);
    };
  }

  /** A preset's values for detectors: at most 60, 150 or 250 inferences an object. */
  public static AiseSettings detection(Preset preset) {
    return switch (preset) {
      case SPEED -> new AiseSettings(20, between(7, 1, 3), 0.05, false);
      case BALANCE -> new AiseSettings(50, between(7, 1, 3), 0.05, false);
      case QUALITY -> new AiseSettings(50, between(8, 1, 5), 0.05, false);
    };
  }

  /** How many places are tried at most for a target. */
  public int places() {
    return iterations * widths.size();
  }

  private static List<Double> between(double first, double last, int count) {
    Double[] numbers = new Double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i == count - 1 ? last : first + i * ((last - first) / (count - 1));
    }
    return List.of(numbers);
  }
}
