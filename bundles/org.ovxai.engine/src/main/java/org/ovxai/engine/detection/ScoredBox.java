package org.ovxai.engine.detection;

/**
 * A box with a score for every class, as a detector gives it before boxes are suppressed.
 *
 * @param x1 left edge in pixels of the network's input
 * @param y1 upper edge
 * @param x2 right edge
 * @param y2 lower edge
 * @param classScores confidence of each class, 0..1; where the format tells one class only, the
 *     others are 0
 */
public record ScoredBox(double x1, double y1, double x2, double y2, float[] classScores) {

  /** The class with the greatest score; the first of several. */
  public int best() {
    int best = 0;
    for (int i = 1; i < classScores.length; i++) {
      if (classScores[i] > classScores[best]) {
        best = i;
      }
    }
    return best;
  }

  Detection as(int label) {
    return new Detection(label, classScores[label], x1, y1, x2, y2);
  }
}
