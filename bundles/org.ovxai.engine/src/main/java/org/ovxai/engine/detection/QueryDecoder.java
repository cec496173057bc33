package org.ovxai.engine.detection;

import java.util.Optional;

/** DETR and its kin: boxes and class scores of object queries, nothing to suppress. */
final class QueryDecoder {
  private static final String NEEDED =
      "boxes [1,Q,4] and class scores [1,Q,C], or both in one output [1,Q,4+C]";

  private QueryDecoder() {}

  static Candidates read(Slots slots, DecodeOptions options) {
    Optional<Slots.Queries> queries = slots.queries();
    if (queries.isPresent()) {
      Matrix scores = queries.get().classes().matrix();
      return candidates(
          queries.get().boxes().matrix(), scores, kind(scores, slots, options), options);
    }
    Matrix rows =
        slots
            .table()
            .filter(t -> t.fromEnd(1) > 4)
            .orElseThrow(() -> Decoder.mismatch(DetectionFormat.DETR, NEEDED, slots))
            .matrix();
    Matrix scores = rows.columns(4, rows.columns() - 4);
    if (options.labels() > 0 && scores.columns() != options.labels()) {
      throw Decoder.mismatch(DetectionFormat.DETR, NEEDED, slots);
    }
    return candidates(rows, scores, Kind.BEST_CLASS, options);
  }

  private enum Kind {
    /** Softmax; the last column is "no object". */
    NO_OBJECT,
    /** A sigmoid a class; a query counts for each class. */
    EVERY_CLASS,
    /** A sigmoid a class; a query counts for its best class. */
    BEST_CLASS
  }

  private static Kind kind(Matrix scores, Slots slots, DecodeOptions options) {
    int labels = options.labels();
    if (labels == 0) {
      return lastIsMostlyBest(scores) ? Kind.NO_OBJECT : Kind.EVERY_CLASS;
    }
    if (scores.columns() != labels && scores.columns() != labels + 1) {
      throw Decoder.mismatch(
          DetectionFormat.DETR,
          "scores of " + labels + " classes, or one more for no object",
          slots);
    }
    return scores.columns() == labels ? Kind.EVERY_CLASS : Kind.NO_OBJECT;
  }

  private static boolean lastIsMostlyBest(Matrix scores) {
    int count = 0;
    for (int r = 0; r < scores.rows(); r++) {
      count += new ScoredBox(0, 0, 0, 0, raw(scores, r)).best() == scores.columns() - 1 ? 1 : 0;
    }
    return 2 * count > scores.rows();
  }

  private static float[] raw(Matrix scores, int row) {
    float[] values = new float[scores.columns()];
    for (int c = 0; c < values.length; c++) {
      values[c] = scores.at(row, c);
    }
    return values;
  }

  private static Candidates candidates(
      Matrix boxes, Matrix scores, Kind kind, DecodeOptions options) {
    boolean logits = !Scores.areConfidences(scores);
    Candidates candidates = new Candidates(options, kind == Kind.EVERY_CLASS);
    for (int r = 0; r < boxes.rows(); r++) {
      if (scores.finite(r)) {
        candidates.add(
            Corners.ofCentre(boxes.at(r, 0), boxes.at(r, 1), boxes.at(r, 2), boxes.at(r, 3))
                .times(options.width(), options.height()),
            kind == Kind.NO_OBJECT
                ? withoutLast(scores, r, logits)
                : Scores.row(scores, r, logits));
      }
    }
    return candidates;
  }

  private static float[] withoutLast(Matrix scores, int row, boolean logits) {
    if (!logits) {
      return Scores.row(scores.columns(0, scores.columns() - 1), row, false);
    }
    double[] shares = Scores.softmax(scores, row, 0, scores.columns());
    float[] result = new float[shares.length - 1];
    for (int c = 0; c < result.length; c++) {
      result[c] = (float) shares[c];
    }
    return result;
  }
}
