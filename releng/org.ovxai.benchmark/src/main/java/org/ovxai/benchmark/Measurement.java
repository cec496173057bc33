package org.ovxai.benchmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of the benchmark.
 *
 * @param name the case, for instance {@code white-box/efficientnet_lite0/all}
 * @param figureName {@code efficiency} or {@code cost_ratio}
 * @param measured what came out
 * @param peakMib the whole process's peak resident memory in a run before the rounds, see {@link
 *     Memory}; 0 if the system does not tell
 * @param reference the same of the Python package openvino_xai, if it was measured
 */
record Measurement(
    String name, String figureName, Result measured, int peakMib, Optional<Result> reference) {

  /**
   * What came out.
   *
   * @param figure median over the rounds of the efficiency or the cost ratio
   * @param inferences inferences that were measured in a round
   * @param seconds median time of a round's
   * @param rounds how often it was measured
   */
  record Result(double figure, int inferences, double seconds, int rounds) {
    private String columns() {
      return String.format(Locale.ROOT, " %10.3f %10d %12.3f", figure, inferences, seconds * 1e3);
    }

    private String json(String figureName) {
      return String.format(
          Locale.ROOT,
          "\"%s\": %.4f, \"inferences\": %d, \"seconds\": %.6f, \"rounds\": %d",
          figureName,
          figure,
          inferences,
          seconds,
          rounds);
    }
  }

  Measurement(String name, String figureName, Result measured, int peakMib) {
    this(name, figureName, measured, peakMib, Optional.empty());
  }

  Measurement beside(Optional<Result> other) {
    return new Measurement(name, figureName, measured, peakMib, other);
  }

  static String header(boolean reference) {
    String columns = String.format(" %10s %10s %12s", "figure", "inferences", "ms");
    return String.format("%-56s%s %9s", "case", columns, "peak MiB")
        + (reference ? "  openvino_xai:" + columns : "");
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  String json() {
    String quoted = name.replace("\\", "\\\\").replace("\"", "\\\"");
    return "{\"case\": \""
        + quoted
        + "\", "
        + measured.json(figureName)
        + ", \"peak_mib\": "
        + peakMib
        + reference.map(r -> ", \"reference\": {" + r.json(figureName) + "}").orElse("")
        + "}";
  }

  @Override
  public String toString() {
    return String.format("%-56s%s %9d", name, measured.columns(), peakMib)
        + reference.map(r -> " ".repeat(15) + r.columns()).orElse("");
  }
}
