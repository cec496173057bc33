package org.ovxai.engine.detection;

import java.util.Optional;
import java.util.stream.IntStream;

/** DETR and its kin: boxes and class scores of object queries, nothing to suppress. */
final class QueryDecoder {
  private static final String NEEDED =
      "boxes [1,Q,4] and class scores [1,Q,C], or both in one output [1,Q,4+C]";

  private QueryDecoder() {}

  static void read(Outputs outputs, Frame frame, Candidates found) {
    Optional<Outputs.Queries> queries = outputs.queries();
    if (queries.isEmpty()) {
      packed(outputs, frame, found);
      return;
    }
    View boxes = queries.get().boxes().table();
    View scores = queries.get().classes().table();
    if (hasNoObject(scores, outputs, frame)) {
      withNoObject(boxes, scores, frame, found);
      return;
    }
    ClassScores classes = ClassScores.above(scores, frame);
    for (int r : classes.rows()) {
      classes.addEach(r, box(boxes, r, frame), found);
    }
  }

  private static void packed(Outputs outputs, Frame frame, Candidates found) {
    View rows =
        outputs
            .table()
            .filter(t -> t.fromEnd(1) > 4)
            .filter(t -> frame.labels() == 0 || t.fromEnd(1) == 4 + frame.labels())
            .orElseThrow(() -> DetectionFormat.DETR.mismatch(NEEDED, outputs))
            .table();
    ClassScores classes = ClassScores.above(rows.columns(4, rows.columns() - 4), frame);
    for (int r : classes.rows()) {
      classes.addBest(r, box(rows, r, frame), found);
    }
  }

  private static boolean hasNoObject(View scores, Outputs outputs, Frame frame) {
    int labels = frame.labels();
    if (labels == 0) {
      return lastIsMostlyBest(scores);
    }
    if (scores.columns() != labels && scores.columns() != labels + 1) {
      throw DetectionFormat.DETR.mismatch(
          "scores of " + labels + " classes, or one more for no object", outputs);
    }
    return scores.columns() == labels + 1;
  }

  private static boolean lastIsMostlyBest(View scores) {
    int last = scores.columns() - 1;
    int count = 0;
    for (int r = 0; r < scores.rows(); r++) {
      boolean best = true;
      for (int c = 0; c < last && best; c++) {
        best = scores.at(r, c) < scores.at(r, last);
      }
      count += best ? 1 : 0;
    }
    return 2 * count > scores.rows();
  }

  /** The last column is "no object": a softmax over all columns, unless they are shares already. */
  private static void withNoObject(View boxes, View scores, Frame frame, Candidates found) {
    int[] rows = IntStream.range(0, scores.rows()).toArray();
    ClassScores.requireNumbers(scores, rows);
    boolean logits = ClassScores.isOutside(scores, rows);
    for (int r : rows) {
      if (!scores.isFinite(r)) {
        continue;
      }
      int best = 0;
      for (int c = 1; c < scores.columns() - 1; c++) {
        best = scores.at(r, c) > scores.at(r, best) ? c : best;
      }
      double score = logits ? share(scores, r, best) : scores.at(r, best);
      if (score > frame.confidence()) {
        found.add(box(boxes, r, frame), best, score);
      }
    }
  }

  /** The softmax of one column of a row. */
  private static double share(View scores, int row, int column) {
    double sum = 0;
    for (int c = 0; c < scores.columns(); c++) {
      sum += Math.exp(scores.at(row, c) - scores.at(row, column));
    }
    return 1 / sum;
  }

  private static Corners box(View boxes, int row, Frame frame) {
    return Corners.ofCentre(boxes.at(row, 0), boxes.at(row, 1), boxes.at(row, 2), boxes.at(row, 3))
        .times(frame.width(), frame.height());
  }
}
