package org.ovxai.engine.detection;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.ovxai.engine.EngineException;

/** Formats that list a box, one score and one label a row; boxes are suppressed already. */
final class ListDecoders {
  private static final double TOLERANCE = 1e-3;

  private ListDecoders() {}

  /**
   * Boxes in a list.
   *
   * @param boxes a row a box: first and second coordinate of one corner, then of the other
   * @param yFirst whether the vertical coordinate comes first
   * @param scores a score a row
   * @param labels a number a row; empty if there is one class
   */
  private record Listed(View boxes, boolean yFirst, View scores, Optional<View> labels) {}

  static void boxesLabelsScores(Outputs outputs, Frame frame, Candidates found) {
    DetectionFormat format = DetectionFormat.BOXES_LABELS_SCORES;
    String needed =
        "boxes [N,4] with scores [N] and labels [N], or boxes with scores [N,5], with or without a"
            + " batch dimension of 1";
    Outputs.Lists lists = outputs.lists().orElseThrow(() -> format.mismatch(needed, outputs));
    View rows = lists.boxes().table();
    View scores = lists.scores().map(s -> column(s.values())).orElseGet(() -> rows.columns(4, 1));
    Optional<View> labels = lists.labels().map(l -> column(l.values()));
    if (scores.rows() != rows.rows() || labels.filter(l -> l.rows() != rows.rows()).isPresent()) {
      throw format.mismatch(needed, outputs);
    }
    View boxes = rows.columns(0, 4);
    add(format, new Listed(boxes, false, scores, labels), boxes.isFractions(), frame, found);
  }

  static void ssd(Outputs outputs, Frame frame, Candidates found) {
    View all =
        outputs
            .only(s -> s.rank() == 4 && s.fromEnd(1) == 7)
            .orElseThrow(() -> DetectionFormat.SSD.mismatch("one output [1,1,N,7]", outputs))
            .table();
    int count = 0;
    while (count < all.rows() && !(all.at(count, 0) < 0)) {
      count++;
    }
    View rows = all.first(count);
    Listed listed =
        new Listed(rows.columns(3, 4), false, rows.columns(2, 1), Optional.of(rows.columns(1, 1)));
    add(DetectionFormat.SSD, listed, true, frame, found);
  }

  static void tensorFlow(Outputs outputs, Frame frame, Candidates found) {
    DetectionFormat format = DetectionFormat.TF_DETECTION;
    String needed =
        "the outputs detection_boxes [1,N,4], detection_scores [1,N] and detection_classes [1,N]";
    Outputs.TensorFlow lists =
        outputs.tensorFlow().orElseThrow(() -> format.mismatch(needed, outputs));
    View boxes = lists.boxes().table();
    View scores = column(lists.scores().values());
    View classes = column(lists.classes().values());
    if (boxes.columns() != 4 || scores.rows() != boxes.rows() || classes.rows() != boxes.rows()) {
      throw format.mismatch(needed, outputs);
    }
    int count =
        lists
            .count()
            .map(Output::values)
            .filter(v -> v.limit() == 1)
            .map(v -> Math.max(0, Math.min(boxes.rows(), (int) v.get(0))))
            .orElse(boxes.rows());
    Listed listed = new Listed(boxes.first(count), true, scores, Optional.of(classes));
    add(format, listed, true, frame, found);
  }

  static void endToEnd(Outputs outputs, Frame frame, Candidates found) {
    DetectionFormat format = DetectionFormat.YOLO_END_TO_END;
    View rows = table(format, 6 + outputs.maskColumns(), outputs);
    View boxes = rows.columns(0, 4);
    Listed listed = new Listed(boxes, false, rows.columns(4, 1), Optional.of(rows.columns(5, 1)));
    add(format, listed, boxes.isFractions(), frame, found);
  }

  static void efficientDet(Outputs outputs, Frame frame, Candidates found) {
    DetectionFormat format = DetectionFormat.EFFICIENTDET;
    View rows = table(format, 7, outputs);
    View boxes = rows.columns(1, 4);
    Listed listed = new Listed(boxes, true, rows.columns(5, 1), Optional.of(rows.columns(6, 1)));
    add(format, listed, boxes.isFractions(), frame, found);
  }

  private static View table(DetectionFormat format, int columns, Outputs outputs) {
    return outputs
        .table()
        .filter(t -> t.fromEnd(1) == columns)
        .orElseThrow(() -> format.mismatch("one output [1,N," + columns + "]", outputs))
        .table();
  }

  private static View column(FloatBuffer values) {
    return new View(values, 0, values.limit(), 1, 1, 1);
  }

  private static void add(
      DetectionFormat format, Listed listed, boolean fractions, Frame frame, Candidates found) {
    View boxes = listed.boxes();
    ClassScores.requireNumbers(listed.scores(), listed.scores().sample(ClassScores.SAMPLE));
    double width = fractions ? frame.width() : 1;
    double height = fractions ? frame.height() : 1;
    int x = listed.yFirst() ? 1 : 0;
    int y = 1 - x;
    for (int r = 0; r < boxes.rows(); r++) {
      float score = listed.scores().at(r, 0);
      if (score > 1 + TOLERANCE || score < -TOLERANCE) {
        throw new EngineException(
            "Read as "
                + format.title()
                + ", a score is "
                + score
                + "; scores are from 0 to 1. Set another detection format.");
      }
      if (score > frame.confidence()) {
        int index = r;
        int label = listed.labels().map(l -> label(format, l.at(index, 0), frame)).orElse(0);
        if (label >= 0) {
          Corners box =
              new Corners(boxes.at(r, x), boxes.at(r, y), boxes.at(r, 2 + x), boxes.at(r, 2 + y));
          found.add(box.times(width, height), label, Math.min(1, score));
        }
      }
    }
  }

  /** The index of a label, -1 for the background and for what is no number. */
  private static int label(DetectionFormat format, float number, Frame frame) {
    int label = (int) number - frame.firstLabel();
    if (!Float.isFinite(number) || label < 0) {
      return -1;
    }
    if (number != (int) number) {
      throw new EngineException(
          "Read as "
              + format.title()
              + ", a label is "
              + number
              + "; labels are whole numbers. Set another detection format.");
    }
    if (frame.labels() > 0 && label >= frame.labels()) {
      throw new EngineException(
          "The network gives the label "
              + (int) number
              + ", but there are "
              + frame.labels()
              + " labels, numbered from "
              + frame.firstLabel()
              + ". Set the labels of this network, or the number of the first label (1 if 0 is the"
              + " background).");
    }
    return label;
  }
}
