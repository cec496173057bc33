package org.ovxai.engine.metrics;

import java.util.function.DoubleBinaryOperator;

/** What a measure gives: a number, or the reason why there is none. */
public sealed interface MetricValue {

  /** A number, finite. */
  record Present(double value) implements MetricValue {
    /** Refuses what is no number. */
    public Present {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("A metric has the value " + value + ".");
      }
    }
  }

  /** No number. The reason is a clause without a full stop, such as "the map is constant". */
  record Missing(String reason) implements MetricValue {}

  /**
   * A number.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  static MetricValue of(double value) {
    return new Present(value);
  }

  /** No number, and why. */
  static MetricValue missing(String reason) {
    return new Missing(reason);
  }

  /** A number from two; missing, with the first reason, if one of them is. */
  static MetricValue combine(MetricValue a, MetricValue b, DoubleBinaryOperator combination) {
    if (a instanceof Present x && b instanceof Present y) {
      return of(combination.applyAsDouble(x.value(), y.value()));
    }
    return a instanceof Missing ? a : b;
  }
}
