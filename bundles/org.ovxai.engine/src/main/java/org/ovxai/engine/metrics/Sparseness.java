package org.ovxai.engine.metrics;

import java.util.Arrays;
import org.ovxai.engine.image.SaliencyMap;

/**
 * How few cells hold the map's weight: the Gini index of the absolute values (Chalasani et al.,
 * Concise explanations of neural networks using adversarial training, 2020). 0 where all are the
 * same, {@code 1 - 1/n} where all but one of the {@code n} cells are 0. It describes the map, not
 * its truth.
 */
public final class Sparseness {
  private Sparseness() {}

  /**
   * The Gini index.
   *
   * @param map at its own resolution, for enlarging changes the index
   */
  public static MetricValue of(SaliencyMap map) {
    if (map.min() == map.max()) {
      return MetricValue.missing("the map is constant");
    }
    double[] sorted = new double[map.values().length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = Math.abs(map.values()[i]);
    }
    Arrays.sort(sorted);
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < sorted.length; i++) {
      sum += sorted[i];
      weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
    }
    return MetricValue.of(weighted / (sorted.length * sum));
  }
}
