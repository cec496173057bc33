package org.ovxai.engine.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ovxai.engine.EngineException;

/** Formats that list a box, one score and one label a row; boxes are suppressed already. */
final class ListDecoders {
  private ListDecoders() {}

  private record Row(Corners box, float score, float label) {
    boolean isFinite() {
      return box.isFinite() && Float.isFinite(score) && Float.isFinite(label);
    }
  }

  /** Columns of a row. */
  private static Row row(Matrix m, int r, int x1, int y1, int x2, int y2, int score, int label) {
    return new Row(
        new Corners(m.at(r, x1), m.at(r, y1), m.at(r, x2), m.at(r, y2)),
        m.at(r, score),
        m.at(r, label));
  }

  static Candidates boxesLabelsScores(Slots slots, DecodeOptions options) {
    DetectionFormat format = DetectionFormat.BOXES_LABELS_SCORES;
    String needed =
        "boxes [N,4] with scores [N] and labels [N], or boxes with scores [N,5], with or without a"
            + " batch dimension of 1";
    Slots.Lists lists = slots.lists().orElseThrow(() -> Decoder.mismatch(format, needed, slots));
    Matrix boxes = lists.boxes().matrix();
    int count = boxes.rows();
    if (lists.labels().filter(l -> l.values().length != count).isPresent()
        || lists.scores().filter(s -> s.values().length != count).isPresent()) {
      throw Decoder.mismatch(format, needed, slots);
    }
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      int index = r;
      rows.add(
          new Row(
              new Corners(boxes.at(r, 0), boxes.at(r, 1), boxes.at(r, 2), boxes.at(r, 3)),
              lists.scores().map(s -> s.values()[index]).orElseGet(() -> boxes.at(index, 4)),
              lists.labels().map(l -> l.values()[index]).orElse((float) options.firstLabel())));
    }
    return candidates(format, rows, areFractions(rows), options);
  }

  static Candidates ssd(Slots slots, DecodeOptions options) {
    Slot output =
        slots
            .only(s -> s.rank() == 4 && s.fromEnd(1) == 7)
            .orElseThrow(
                () -> Decoder.mismatch(DetectionFormat.SSD, "one output [1,1,N,7]", slots));
    Matrix values = output.matrix();
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < values.rows() && !(values.at(r, 0) < 0); r++) {
      rows.add(row(values, r, 3, 4, 5, 6, 2, 1));
    }
    return candidates(DetectionFormat.SSD, rows, true, options);
  }

  static Candidates tensorFlow(Slots slots, DecodeOptions options) {
    DetectionFormat format = DetectionFormat.TF_DETECTION;
    String needed =
        "the outputs detection_boxes [1,N,4], detection_scores [1,N] and detection_classes [1,N]";
    Slots.TensorFlow outputs =
        slots.tensorFlow().orElseThrow(() -> Decoder.mismatch(format, needed, slots));
    Matrix boxes = outputs.boxes().matrix();
    float[] scores = outputs.scores().values();
    float[] classes = outputs.classes().values();
    if (boxes.columns() != 4 || scores.length != boxes.rows() || classes.length != boxes.rows()) {
      throw Decoder.mismatch(format, needed, slots);
    }
    int count =
        outputs
            .count()
            .filter(c -> c.values().length == 1)
            .map(c -> Math.min(boxes.rows(), (int) c.values()[0]))
            .orElse(boxes.rows());
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      Corners box = new Corners(boxes.at(r, 1), boxes.at(r, 0), boxes.at(r, 3), boxes.at(r, 2));
      rows.add(new Row(box, scores[r], classes[r]));
    }
    return candidates(format, rows, true, options);
  }

  static Candidates endToEnd(Slots slots, DecodeOptions options) {
    return table(
        DetectionFormat.YOLO_END_TO_END,
        6 + slots.maskColumns(),
        slots,
        options,
        m -> r -> row(m, r, 0, 1, 2, 3, 4, 5));
  }

  static Candidates efficientDet(Slots slots, DecodeOptions options) {
    return table(
        DetectionFormat.EFFICIENTDET, 7, slots, options, m -> r -> row(m, r, 2, 1, 4, 3, 5, 6));
  }

  private static Candidates table(
      DetectionFormat format,
      int columns,
      Slots slots,
      DecodeOptions options,
      Function<Matrix, Function<Integer, Row>> reader) {
    Matrix values =
        slots
            .table()
            .filter(t -> t.fromEnd(1) == columns)
            .orElseThrow(() -> Decoder.mismatch(format, "one output [1,N," + columns + "]", slots))
            .matrix();
    Function<Integer, Row> row = reader.apply(values);
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < values.rows(); r++) {
      rows.add(row.apply(r));
    }
    return candidates(format, rows, areFractions(rows), options);
  }

  private static boolean areFractions(List<Row> rows) {
    return rows.stream()
        .map(Row::box)
        .filter(Corners::isFinite)
        .allMatch(
            b ->
                Math.max(Math.max(b.x1(), b.x2()), Math.max(b.y1(), b.y2()))
                    <= Corners.LARGEST_FRACTION);
  }

  private static Candidates candidates(
      DetectionFormat format, List<Row> rows, boolean fractions, DecodeOptions options) {
    Candidates candidates = new Candidates(options, false);
    for (Row row : rows) {
      if (!row.isFinite()) {
        continue;
      }
      if (!Scores.areConfidences(Matrix.of(new float[] {row.score()}, 1, 1))) {
        throw new EngineException(
            "Read as "
                + format.title()
                + ", a score is "
                + row.score()
                + "; scores are from 0 to 1. Set another detection format.");
      }
      if (row.score() > options.confidence() && row.label() >= options.firstLabel()) {
        Corners box = fractions ? row.box().times(options.width(), options.height()) : row.box();
        candidates.add(box, oneHot(format, row, options));
      }
    }
    return candidates;
  }

  private static float[] oneHot(DetectionFormat format, Row row, DecodeOptions options) {
    int label = (int) row.label() - options.firstLabel();
    if (row.label() != (int) row.label()) {
      throw new EngineException(
          "Read as "
              + format.title()
              + ", a label is "
              + row.label()
              + "; labels are whole numbers. Set another detection format.");
    }
    if (options.labels() > 0 && label >= options.labels()) {
      throw new EngineException(
          "The network gives the label "
              + (int) row.label()
              + ", but there are "
              + options.labels()
              + " labels, numbered from "
              + options.firstLabel()
              + ". Set the labels of this network, or the number of the first label (1 if 0 is the"
              + " background).");
    }
    float[] scores = new float[Math.max(options.labels(), label + 1)];
    scores[label] = Scores.confidence(row.score());
    return scores;
  }
}
