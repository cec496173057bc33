package org.ovxai.engine.detection;

import org.ovxai.engine.EngineException;

/**
 * Class scores, a row a box, as confidences: as they are, or their sigmoids where some lie outside
 * of 0..1.
 */
final class ClassScores {
  /** What a rounded confidence may lie outside of 0..1. */
  private static final double TOLERANCE = 1e-3;

  /** Rows that tell logits from confidences; a trained network's logits are all over the place. */
  static final int SAMPLE = 32;

  /** More than what the threshold's logarithm and float32 sigmoids are rounded by. */
  private static final double ROUNDING = 1e-4;

  private final View scores;
  private final double confidence;
  private final int[] rows;
  private final boolean logits;

  private ClassScores(View scores, double confidence, int[] rows, boolean logits) {
    this.scores = scores;
    this.confidence = confidence;
    this.rows = rows;
    this.logits = logits;
  }

  /**
   * The scores of those boxes that one is above the threshold for. Sigmoids are computed for them
   * only.
   *
   * @throws EngineException if no score is a number
   */
  static ClassScores above(View scores, Frame frame) {
    int[] sample = scores.sample(SAMPLE);
    requireNumbers(scores, sample);
    if (!isOutside(scores, sample)) {
      int[] rows = scores.above(frame.threshold());
      if (!isOutside(scores, rows)) {
        return new ClassScores(scores, frame.confidence(), rows, false);
      }
    }
    double logit = Math.log(frame.confidence() / (1 - frame.confidence()));
    return new ClassScores(
        scores, frame.confidence(), scores.above((float) (logit - ROUNDING)), true);
  }

  static boolean isOutside(View scores, int[] rows) {
    return scores.leaves(-TOLERANCE, 1 + TOLERANCE, rows);
  }

  /** Fails if none of these rows holds a finite value, though there are some. */
  static void requireNumbers(View scores, int[] rows) {
    for (int r : rows) {
      for (int c = 0; c < scores.columns(); c++) {
        if (Float.isFinite(scores.at(r, c))) {
          return;
        }
      }
    }
    if (rows.length > 0 && scores.columns() > 0) {
      throw new EngineException(
          "The network's scores are no numbers, the first is "
              + scores.at(0, 0)
              + ". Check the model and its input settings (mean, scale), and that the inference"
              + " precision is f32.");
    }
  }

  /** Other columns of the same boxes; they are logits if these or some of those are. */
  ClassScores beside(View columns) {
    boolean either = logits || isOutside(columns, rows);
    return new ClassScores(columns, confidence, rows, either);
  }

  /** The boxes' rows. */
  int[] rows() {
    return rows;
  }

  /** A score as a confidence, 0..1. */
  float at(int row, int column) {
    float value = scores.at(row, column);
    return logits ? (float) (1 / (1 + Math.exp(-value))) : Math.max(0, Math.min(1, value));
  }

  /** Adds a box for each class above the threshold; none if a score is not finite. */
  void addEach(int row, Corners box, Candidates found) {
    if (scores.isFinite(row)) {
      for (int c = 0; c < scores.columns(); c++) {
        float score = at(row, c);
        if (score > confidence) {
          found.add(box, c, score);
        }
      }
    }
  }

  /** Adds a box for its best class; none if a score is not finite. */
  void addBest(int row, Corners box, Candidates found) {
    addBest(row, box, 1, found);
  }

  /** Adds a box for its best class; its confidence is the product with {@code objectness}. */
  void addBest(int row, Corners box, float objectness, Candidates found) {
    if (!scores.isFinite(row)) {
      return;
    }
    int best = 0;
    for (int c = 1; c < scores.columns(); c++) {
      best = scores.at(row, c) > scores.at(row, best) ? c : best;
    }
    float score = objectness * at(row, best);
    if (score > confidence) {
      found.add(box, best, score);
    }
  }
}
