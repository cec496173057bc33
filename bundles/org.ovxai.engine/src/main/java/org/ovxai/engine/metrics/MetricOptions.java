package org.ovxai.engine.metrics;

import java.util.EnumSet;
import java.util.Set;

/**
 * What is measured, and how.
 *
 * @param metrics the measures wanted
 * @param definition whose definitions are taken
 * @param curves how insertion and deletion are done
 * @param gridCells rows and columns of the mosaic of the grid pointing game, 2 or more
 */
public record MetricOptions(
    Set<Metric> metrics, Definition definition, InsertionDeletion.Options curves, int gridCells) {

  /** Copies the set, and checks the mosaic and the baselines. */
  public MetricOptions {
    metrics = Set.copyOf(metrics);
    if (gridCells < 2) {
      throw new IllegalArgumentException("A mosaic has 2 x 2 cells or more, not " + gridCells);
    }
    if (definition == Definition.COMPATIBLE
        && (curves.insertionBaseline() == Baseline.ZERO
            || curves.deletionBaseline() == Baseline.ZERO)) {
      throw new IllegalArgumentException(
          "The compatible curves change the picture, in which the input's zero is no colour.");
    }
  }

  /** The pointing game, insertion and deletion, and ADCC, as openvino_xai defines them. */
  public static MetricOptions defaults() {
    Set<Metric> metrics = EnumSet.of(Metric.POINTING_GAME);
    metrics.addAll(Metric.CURVES);
    metrics.addAll(Metric.ADCC_PARTS);
    return new MetricOptions(
        metrics, Definition.COMPATIBLE, InsertionDeletion.Options.compatible(), 2);
  }

  boolean any(Set<Metric> some) {
    return some.stream().anyMatch(metrics::contains);
  }
}
