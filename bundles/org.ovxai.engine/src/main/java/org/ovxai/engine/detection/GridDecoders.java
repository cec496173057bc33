package org.ovxai.engine.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Formats with a row for every cell of grids over the picture; boxes are not suppressed yet. */
final class GridDecoders {
  private static final int BOX = 4;

  /** In a cell, centres are within a few strides; in pixels, they are all over the picture. */
  private static final double FAR = 8;

  /** Bins of a distance if the number of labels does not tell: NanoDet's own. */
  private static final int USUAL_BINS = 8;

  private GridDecoders() {}

  static Candidates yoloV5(Slots slots, DecodeOptions options) {
    Matrix rows = rows(DetectionFormat.YOLOV5, BOX + 1, slots, options);
    return withObjectness(rows, centred(rows, options), slots, options);
  }

  static Candidates yoloV8(Slots slots, DecodeOptions options) {
    Matrix rows = rows(DetectionFormat.YOLOV8, BOX, slots, options);
    if (options.labels() > 0 && rows.columns() == BOX + 1 + options.labels()) {
      throw Decoder.mismatch(
          DetectionFormat.YOLOV8,
          "4 values and " + options.labels() + " class scores a box, no objectness",
          slots);
    }
    Matrix scores = rows.columns(BOX, classes(rows, BOX, slots, options));
    boolean sigmoid = !Scores.areConfidences(scores);
    Boxes boxes = centred(rows, options);
    Candidates candidates = new Candidates(options, false);
    for (int r = 0; r < rows.rows(); r++) {
      if (scores.finite(r)) {
        candidates.add(boxes.at(r), Scores.row(scores, r, sigmoid));
      }
    }
    return candidates;
  }

  static Candidates yoloX(Slots slots, DecodeOptions options) {
    Matrix rows = rows(DetectionFormat.YOLOX, BOX + 1, slots, options);
    return withObjectness(
        rows,
        isDecoded(rows) ? centred(rows, options) : inCells(rows, slots, options),
        slots,
        options);
  }

  static Candidates nanoDet(Slots slots, DecodeOptions options) {
    List<Level> levels = levels(slots, options);
    double centre = levels.stream().anyMatch(l -> l.stride() == 64) ? 0 : 0.5;
    boolean sigmoid = !levels.stream().allMatch(l -> Scores.areConfidences(l.classes()));
    Candidates candidates = new Candidates(options, true);
    for (Level level : levels) {
      int columns = Grid.columns(options.width(), level.stride());
      for (int r = 0; r < level.classes().rows(); r++) {
        float[] scores = Scores.row(level.classes(), r, sigmoid);
        if (level.classes().finite(r)
            && level.distances().finite(r)
            && max(scores) > options.confidence()) {
          double[] d = distances(level.distances(), r);
          double x = r % columns + centre;
          double y = r / columns + centre;
          Corners box =
              new Corners(x - d[0], y - d[1], x + d[2], y + d[3])
                  .times(level.stride(), level.stride())
                  .clipped(options.width(), options.height());
          candidates.add(box, scores);
        }
      }
    }
    return candidates;
  }

  private static float max(float[] scores) {
    float max = 0;
    for (float s : scores) {
      max = Math.max(max, s);
    }
    return max;
  }

  /** Expected distances left, top, right, bottom in strides. */
  private static double[] distances(Matrix distances, int row) {
    int bins = distances.columns() / 4;
    double[] result = new double[4];
    for (int side = 0; side < 4; side++) {
      double[] share = Scores.softmax(distances, row, side * bins, bins);
      for (int i = 0; i < bins; i++) {
        result[side] += i * share[i];
      }
    }
    return result;
  }

  private record Level(Matrix classes, Matrix distances, int stride) {}

  private static List<Level> levels(Slots slots, DecodeOptions options) {
    Optional<List<Slots.Level>> pairs = slots.levels(options.labels());
    List<Level> levels = new ArrayList<>();
    if (pairs.isPresent()) {
      for (Slots.Level pair : pairs.get()) {
        int stride =
            List.of(8, 16, 32, 64).stream()
                .filter(
                    s ->
                        Grid.cells(options.height(), options.width(), s)
                            == pair.classes().fromEnd(2))
                .findFirst()
                .orElseThrow(
                    () ->
                        rowsDoNotFit(
                            DetectionFormat.NANODET, pair.classes().fromEnd(2), slots, options));
        levels.add(new Level(pair.classes().matrix(), pair.distances().matrix(), stride));
      }
      return levels;
    }
    int labels = options.labels();
    Matrix rows =
        rows(
            DetectionFormat.NANODET,
            slots,
            labels > 0 ? d -> d - labels >= 8 && (d - labels) % 4 == 0 : d -> d > 4 * USUAL_BINS);
    int classes = labels > 0 ? labels : rows.columns() - 4 * USUAL_BINS;
    int from = 0;
    for (int stride : strides(DetectionFormat.NANODET, rows, slots, options)) {
      int cells = Grid.cells(options.height(), options.width(), stride);
      Matrix part = rows.rows(from, cells);
      levels.add(
          new Level(
              part.columns(0, classes), part.columns(classes, rows.columns() - classes), stride));
      from += cells;
    }
    return levels;
  }

  private static Candidates withObjectness(
      Matrix rows, Boxes boxes, Slots slots, DecodeOptions options) {
    Matrix scores = rows.columns(BOX, 1 + classes(rows, BOX + 1, slots, options));
    boolean sigmoid = !Scores.areConfidences(scores);
    Candidates candidates = new Candidates(options, false);
    for (int r = 0; r < rows.rows(); r++) {
      if (scores.finite(r)) {
        float[] row = Scores.row(scores, r, sigmoid);
        float[] classes = Arrays.copyOfRange(row, 1, row.length);
        for (int c = 0; c < classes.length; c++) {
          classes[c] *= row[0];
        }
        candidates.add(boxes.at(r), classes);
      }
    }
    return candidates;
  }

  /** The box of a row, in pixels. */
  private interface Boxes {
    Corners at(int row);
  }

  private static Boxes centred(Matrix rows, DecodeOptions options) {
    boolean fractions =
        rows.columns(0, BOX).within(Double.NEGATIVE_INFINITY, Corners.LARGEST_FRACTION);
    double width = fractions ? options.width() : 1;
    double height = fractions ? options.height() : 1;
    return r ->
        Corners.ofCentre(rows.at(r, 0), rows.at(r, 1), rows.at(r, 2), rows.at(r, 3))
            .times(width, height);
  }

  /** YOLOX: centres are relative to cells, extents are logarithms; both in strides. */
  private static Boxes inCells(Matrix rows, Slots slots, DecodeOptions options) {
    Corners[] boxes = new Corners[rows.rows()];
    int from = 0;
    for (int stride : strides(DetectionFormat.YOLOX, rows, slots, options)) {
      int columns = Grid.columns(options.width(), stride);
      int cells = Grid.cells(options.height(), options.width(), stride);
      for (int i = 0; i < cells; i++) {
        int r = from + i;
        boxes[r] =
            Corners.ofCentre(
                    rows.at(r, 0) + i % columns,
                    rows.at(r, 1) + i / columns,
                    Math.exp(rows.at(r, 2)),
                    Math.exp(rows.at(r, 3)))
                .times(stride, stride);
      }
      from += cells;
    }
    return r -> boxes[r];
  }

  /** Whether the median centre is far from the upper left corner: pixels, not parts of a cell. */
  private static boolean isDecoded(Matrix rows) {
    double[] centres = new double[rows.rows()];
    Arrays.setAll(centres, r -> Math.abs(rows.at(r, 0)));
    Arrays.sort(centres);
    return centres.length == 0 || centres[centres.length / 2] > FAR;
  }

  private static List<Integer> strides(
      DetectionFormat format, Matrix rows, Slots slots, DecodeOptions options) {
    return Grid.strides(rows.rows(), options.height(), options.width(), 1)
        .orElseThrow(() -> rowsDoNotFit(format, rows.rows(), slots, options));
  }

  private static RuntimeException rowsDoNotFit(
      DetectionFormat format, int rows, Slots slots, DecodeOptions options) {
    return Decoder.mismatch(
        format,
        "one row for every cell of grids with strides 8, 16, 32 (and 64) over an input of "
            + options.width()
            + " x "
            + options.height()
            + "; "
            + rows
            + " rows are another number",
        slots);
  }

  private static int classes(Matrix rows, int before, Slots slots, DecodeOptions options) {
    return options.labels() > 0 ? options.labels() : rows.columns() - before - slots.maskColumns();
  }

  /** Rows of a box, {@code others} values in all, and a score a class. */
  private static Matrix rows(
      DetectionFormat format, int others, Slots slots, DecodeOptions options) {
    int exact = others + options.labels() + slots.maskColumns();
    Matrix rows = rows(format, slots, d -> options.labels() > 0 ? d == exact : d > others);
    if (rows.columns() < exact || rows.columns() <= others) {
      throw Decoder.mismatch(
          format, "one output with " + others + " values and a score for each class a box", slots);
    }
    return rows;
  }

  /** The only table, turned so that its columns are as expected; else the longer side are rows. */
  private static Matrix rows(DetectionFormat format, Slots slots, IntPredicate columns) {
    Matrix matrix =
        slots
            .table()
            .orElseThrow(() -> Decoder.mismatch(format, "one output [1,N,D] or [1,D,N]", slots))
            .matrix();
    boolean upright = columns.test(matrix.columns());
    boolean lying = columns.test(matrix.rows());
    boolean longer = matrix.columns() > matrix.rows();
    return upright == lying
        ? longer ? matrix.transposed() : matrix
        : lying ? matrix.transposed() : matrix;
  }
}
