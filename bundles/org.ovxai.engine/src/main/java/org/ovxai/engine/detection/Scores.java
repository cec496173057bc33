package org.ovxai.engine.detection;

/** Class scores as confidences, whatever the network gives. */
final class Scores {
  /** What a rounded confidence may lie outside of 0..1. */
  private static final double TOLERANCE = 1e-3;

  private Scores() {}

  static boolean areConfidences(Matrix scores) {
    return scores.within(-TOLERANCE, 1 + TOLERANCE);
  }

  static float confidence(float value) {
    return Math.max(0, Math.min(1, value));
  }

  static float sigmoid(float value) {
    return (float) (1 / (1 + Math.exp(-value)));
  }

  /** A row, each value between 0 and 1: as it is, or its sigmoid. */
  static float[] row(Matrix scores, int row, boolean sigmoid) {
    float[] result = new float[scores.columns()];
    for (int c = 0; c < result.length; c++) {
      float value = scores.at(row, c);
      result[c] = sigmoid ? sigmoid(value) : confidence(value);
    }
    return result;
  }

  /** The softmax of some columns of a row. */
  static double[] softmax(Matrix scores, int row, int from, int count) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = from; c < from + count; c++) {
      max = Math.max(max, scores.at(row, c));
    }
    double[] result = new double[count];
    double sum = 0;
    for (int c = 0; c < count; c++) {
      result[c] = Math.exp(scores.at(row, from + c) - max);
      sum += result[c];
    }
    for (int c = 0; c < count; c++) {
      result[c] /= sum;
    }
    return result;
  }
}
