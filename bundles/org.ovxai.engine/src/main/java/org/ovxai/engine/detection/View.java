package org.ovxai.engine.detection;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A part of an output seen as rows and columns. */
record View(FloatBuffer values, int offset, int rows, int columns, int rowStep, int columnStep) {
  private static final int BLOCK = 2048;

  /** Where no coordinate is greater, they are parts of the input's extents. */
  private static final double LARGEST_FRACTION = 1.5;

  float at(int row, int column) {
    return values.get(offset + row * rowStep + column * columnStep);
  }

  View transposed() {
    return new View(values, offset, columns, rows, columnStep, rowStep);
  }

  View columns(int from, int count) {
    return new View(values, offset + from * columnStep, rows, count, rowStep, columnStep);
  }

  View first(int count) {
    return new View(values, offset, count, columns, rowStep, columnStep);
  }

  boolean isFinite(int row) {
    for (int c = 0; c < columns; c++) {
      if (!Float.isFinite(at(row, c))) {
        return false;
      }
    }
    return true;
  }

  /** Up to so many rows, evenly spread. */
  int[] sample(int most) {
    int count = Math.min(rows, most);
    return IntStream.range(0, count).map(i -> (int) ((long) i * rows / count)).toArray();
  }

  /** Whether a finite value of some rows lies outside of a range. */
  boolean leaves(double min, double max, int... someRows) {
    for (int r : someRows) {
      for (int c = 0; c < columns; c++) {
        float value = at(r, c);
        if (Float.isFinite(value) && (value < min || value > max)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether these coordinates of boxes are parts of the input's extents; else they are pixels. */
  boolean isFractions() {
    for (int r = 0; r < rows; r++) {
      if (leaves(Double.NEGATIVE_INFINITY, LARGEST_FRACTION, r)) {
        return false;
      }
    }
    return true;
  }

  /** The rows with a value above a threshold, in their order. */
  int[] above(float threshold) {
    boolean[] above = new boolean[rows];
    if (columnStep == 1 && 2 * columns >= rowStep) {
      markBlocks(threshold, above);
    } else {
      for (int c = 0; c < columns; c++) {
        markColumn(c, threshold, above);
      }
    }
    int[] found = new int[rows];
    int count = 0;
    for (int r = 0; r < rows; r++) {
      if (above[r]) {
        found[count++] = r;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** Rows that lie one after another are copied some at a time: arrays are read faster. */
  private void markBlocks(float threshold, boolean[] above) {
    int most = Math.max(1, Math.min(rows, BLOCK / rowStep));
    float[] block = new float[most * rowStep];
    for (int first = 0; first < rows; first += most) {
      int count = Math.min(most, rows - first);
      values.get(offset + first * rowStep, block, 0, (count - 1) * rowStep + columns);
      for (int r = 0; r < count; r++) {
        above[first + r] = isAbove(block, r * rowStep, r * rowStep + columns, threshold);
      }
    }
  }

  private static boolean isAbove(float[] block, int from, int to, float threshold) {
    for (int i = from; i < to; i++) {
      if (block[i] > threshold) {
        return true;
      }
    }
    return false;
  }

  private void markColumn(int column, float threshold, boolean[] above) {
    int at = offset + column * columnStep;
    for (int r = 0; r < above.length; r++, at += rowStep) {
      if (values.get(at) > threshold) {
        above[r] = true;
      }
    }
  }
}
