package org.ovxai.engine.blackbox;

import java.util.Arrays;

/** Draws sums of tents pixel by pixel: the slopes change at some pixels, and add up to levels. */
final class Slopes {
  private static final int TOGETHER = 3;

  private final double[] slope;
  private final double[] level;

  /** Room for sums that stand side by side. */
  Slopes(int most) {
    slope = new double[most];
    level = new double[most];
  }

  /** Takes sums. */
  interface Receiver {
    /**
     * Takes the sums at a pixel.
     *
     * @param sums [length], more may follow; only until this method returns
     */
    void take(int pixel, double[] sums);
  }

  /**
   * Sums of tents, each times a value.
   *
   * @param values [place][length], more may follow
   * @param length how many sums stand side by side
   */
  void draw(Tents tents, double[] values, int length, Receiver receiver) {
    Arrays.fill(slope, 0, length, 0);
    Arrays.fill(level, 0, length, 0);
    for (int p = 0; p < tents.places().length; p++) {
      int[] places = tents.places()[p];
      double[] changes = tents.changes()[p];
      int i = 0;
      for (; i + TOGETHER <= places.length; i += TOGETHER) {
        addThree(changes, places, i, values, length);
      }
      for (; i < places.length; i++) {
        addOne(changes[i], values, places[i] * length, length);
      }
      for (int k = 0; k < length; k++) {
        level[k] += slope[k];
      }
      receiver.take(p, level);
    }
  }

  private void addThree(double[] changes, int[] places, int i, double[] values, int length) {
    double a = changes[i];
    double b = changes[i + 1];
    double c = changes[i + 2];
    int fromA = places[i] * length;
    int fromB = places[i + 1] * length;
    int fromC = places[i + 2] * length;
    for (int k = 0; k < length; k++) {
      slope[k] += a * values[fromA + k] + b * values[fromB + k] + c * values[fromC + k];
    }
  }

  private void addOne(double factor, double[] values, int from, int length) {
    for (int k = 0; k < length; k++) {
      slope[k] += factor * values[from + k];
    }
  }
}
