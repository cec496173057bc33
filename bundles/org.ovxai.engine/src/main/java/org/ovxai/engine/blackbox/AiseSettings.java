package org.ovxai.engine.blackbox;

import java.util.List;

/** Stub. */
public record AiseSettings(
    int iterations, List<Double> widths, double solverEpsilon, boolean locallyBiased) {
  public static AiseSettings classification(Preset preset) {
    return new AiseSettings(20, List.of(0.1, 0.175, 0.25), 0.1, false);
  }

  public static AiseSettings detection(Preset preset) {
    return new AiseSettings(20, List.of(7.0, 4.0, 1.0), 0.05, false);
  }

  public int budget() {
    return 2 * iterations * widths.size();
  }
}
