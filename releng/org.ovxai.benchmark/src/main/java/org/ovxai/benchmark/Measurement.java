package org.ovxai.benchmark;

import java.util.Arrays;
import java.util.Locale;

/**
 * One line of the benchmark.
 *
 * @param name the case, for instance {@code white-box/efficientnet_lite0/all}
 * @param figureName {@code efficiency} or {@code cost_ratio}
 * @param figure median over the rounds of that figure
 * @param inferences inferences that were measured
 * @param seconds median time of them
 * @param peakMib the process's peak resident memory meanwhile; 0 if the system does not tell
 * @param rounds how often it was measured
 */
record Measurement(
    String name,
    String figureName,
    double figure,
    int inferences,
    double seconds,
    int peakMib,
    int rounds) {
  static final String HEADER =
      String.format("%-64s %12s %11s %12s %9s", "case", "figure", "inferences", "ms", "peak MiB");

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-64s %12.3f %11d %12.3f %9d",
        name,
        figure,
        inferences,
        seconds * 1e3,
        peakMib);
  }
}
