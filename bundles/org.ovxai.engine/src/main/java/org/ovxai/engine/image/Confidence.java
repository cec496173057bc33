package org.ovxai.engine.image;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes confidences as the Python package does. */
public final class Confidence {
  private Confidence() {}

  /**
   * A number with two decimals and a point, rounded as Python formats it: to nearest, halves to
   * even, from the number's exact binary value.
   */
  public static String twoDecimals(double confidence) {
    return Double.isFinite(confidence)
        ? new BigDecimal(confidence).setScale(2, RoundingMode.HALF_EVEN).toPlainString()
        : String.valueOf(confidence);
  }

  /** {@code label|0.87}, or the label alone if the confidence is NaN. */
  public static String after(String label, double confidence) {
    return Double.isNaN(confidence) ? label : label + "|" + twoDecimals(confidence);
  }
}
