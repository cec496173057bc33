package org.ovxai.engine.metrics;

import java.util.EnumMap;
import java.util.Map;
import org.ovxai.engine.metrics.MetricValue.Present;

/**
 * Means of measures over many maps. A map without a value is left out of that measure's mean.
 *
 * <p>The compatible ADCC is the harmonic mean of the parts' means, taken over the maps that have
 * all parts; the paper's is the mean of the maps' ADCC.
 */
public final class Averages {
  private final Definition definition;
  private final Map<Metric, Mean> means = new EnumMap<>(Metric.class);
  private final Map<Metric, Mean> parts = new EnumMap<>(Metric.class);
  private long maps;

  /** A mean on its way. */
  private static final class Mean {
    private double sum;
    private long count;

    void add(double value) {
      sum += value;
      count++;
    }

    MetricValue value() {
      return count == 0 ? MetricValue.missing("no map has a value") : MetricValue.of(sum / count);
    }
  }

  /** No maps yet. */
  public Averages(Definition definition) {
    this.definition = definition;
  }

  /** Adds the measures of a map. */
  public void add(Map<Metric, MetricValue> values) {
    maps++;
    values.forEach((metric, value) -> add(means, metric, value));
    if (values.get(Metric.ADCC) instanceof Present) {
      Metric.ADCC_PARTS.forEach(part -> add(parts, part, values.get(part)));
    }
  }

  private static void add(Map<Metric, Mean> to, Metric metric, MetricValue value) {
    if (value instanceof Present present) {
      to.computeIfAbsent(metric, m -> new Mean()).add(present.value());
    }
  }

  /** How many maps were added. */
  public long maps() {
    return maps;
  }

  /** How many maps have a value of a measure. */
  public long count(Metric metric) {
    return means.getOrDefault(metric, new Mean()).count;
  }

  /** The mean of a measure. */
  public MetricValue of(Metric metric) {
    if (metric == Metric.ADCC && definition == Definition.COMPATIBLE) {
      return Adcc.harmonic(
          part(Metric.AVERAGE_DROP), part(Metric.COHERENCY), part(Metric.COMPLEXITY));
    }
    return means.getOrDefault(metric, new Mean()).value();
  }

  private MetricValue part(Metric metric) {
    return parts.getOrDefault(metric, new Mean()).value();
  }
}
