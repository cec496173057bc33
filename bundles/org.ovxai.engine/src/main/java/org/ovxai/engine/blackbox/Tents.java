package org.ovxai.engine.blackbox;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The shares that cells have in the pixels of an axis, for every cell and shift. A share is a tent
 * along the axis, made of straight lines: it is kept as the few places where its slope changes,
 * from which summing twice gives it back.
 *
 * @param pixels for each place (cell * shifts + shift): the pixels where the slope changes
 * @param changes by how much
 */
record Tents(int[][] pixels, double[][] changes) {
  private static final double ROUNDING = 1e-13;

  static Tents of(MaskAxis axis) {
    int places = axis.cells() * axis.cell();
    int[][] pixels = new int[places][];
    double[][] changes = new double[places][];
    for (int place = 0; place < places; place++) {
      int cell = place / axis.cell();
      int shift = place % axis.cell();
      double[] change = new double[axis.size()];
      double before = 0;
      double slope = 0;
      for (int p = 0; p < change.length; p++) {
        double weight = axis.weight(cell, p + shift);
        change[p] = weight - before - slope;
        slope = weight - before;
        before = weight;
      }
      int[] some =
          IntStream.range(0, change.length).filter(p -> Math.abs(change[p]) > ROUNDING).toArray();
      pixels[place] = some;
      changes[place] = Arrays.stream(some).mapToDouble(p -> change[p]).toArray();
    }
    return new Tents(pixels, changes);
  }

  /**
   * Adds values times a place's changes of slope.
   *
   * @param from array with {@code length} values from {@code start} on
   * @param to [pixel][length]
   */
  void draw(int place, double[] from, int start, double[] to, int length) {
    for (int i = 0; i < pixels[place].length; i++) {
      double change = changes[place][i];
      int base = pixels[place][i] * length;
      for (int k = 0; k < length; k++) {
        to[base + k] += change * from[start + k];
      }
    }
  }

  /** Sums along the first axis of [count][length], twice. */
  static void sumTwice(double[] values, int count, int length) {
    for (int time = 0; time < 2; time++) {
      for (int i = length; i < count * length; i++) {
        values[i] += values[i - length];
      }
    }
  }
}
