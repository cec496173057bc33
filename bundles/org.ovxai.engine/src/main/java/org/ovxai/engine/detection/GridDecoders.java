package org.ovxai.engine.detection;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** Formats with a row for every cell of grids over the picture; boxes are not suppressed yet. */
final class GridDecoders {
  private static final int BOX = 4;

  /** In a cell, centres are within a few strides; in pixels, they are all over the picture. */
  private static final double FAR = 8;

  private static final int CENTRES = 256;

  /** Bins of a distance if the number of labels does not tell: NanoDet's own. */
  private static final int USUAL_BINS = 8;

  private GridDecoders() {}

  static void yoloV5(Outputs outputs, Frame frame, Candidates found) {
    View rows = rows(DetectionFormat.YOLOV5, BOX + 1, outputs, frame);
    withObjectness(rows, centred(rows, frame), outputs, frame, found);
  }

  static void yoloX(Outputs outputs, Frame frame, Candidates found) {
    View rows = rows(DetectionFormat.YOLOX, BOX + 1, outputs, frame);
    IntFunction<Corners> boxes =
        isDecoded(rows) ? centred(rows, frame) : inCells(rows, outputs, frame);
    withObjectness(rows, boxes, outputs, frame, found);
  }

  static void yoloV8(Outputs outputs, Frame frame, Candidates found) {
    View rows = rows(DetectionFormat.YOLOV8, BOX, outputs, frame);
    IntFunction<Corners> boxes = centred(rows, frame);
    ClassScores scores =
        ClassScores.above(rows.columns(BOX, classes(rows, BOX, outputs, frame)), frame);
    for (int r : scores.rows()) {
      scores.addBest(r, boxes.apply(r), found);
    }
  }

  private static void withObjectness(
      View rows, IntFunction<Corners> boxes, Outputs outputs, Frame frame, Candidates found) {
    int classes = classes(rows, BOX + 1, outputs, frame);
    ClassScores objectness = ClassScores.above(rows.columns(BOX, 1), frame);
    ClassScores scores = objectness.beside(rows.columns(BOX + 1, classes));
    for (int r : objectness.rows()) {
      if (Float.isFinite(rows.at(r, BOX))) {
        scores.addBest(r, boxes.apply(r), objectness.at(r, 0), found);
      }
    }
  }

  static void nanoDet(Outputs outputs, Frame frame, Candidates found) {
    List<Level> levels = levels(outputs, frame);
    boolean plus = levels.stream().anyMatch(l -> l.grid().strides().contains(64));
    double centre = plus ? 0 : 0.5;
    for (Level level : levels) {
      ClassScores scores = ClassScores.above(level.classes(), frame);
      for (int r : scores.rows()) {
        Grid.Cell cell = level.grid().cell(r);
        double[] sides = distances(level.distances(), r);
        double x = cell.x() + centre;
        double y = cell.y() + centre;
        Corners box =
            new Corners(x - sides[0], y - sides[1], x + sides[2], y + sides[3])
                .times(cell.stride(), cell.stride())
                .clipped(frame.width(), frame.height());
        scores.addEach(r, box, found);
      }
    }
  }

  /** Expected distances left, top, right, bottom in strides. */
  private static double[] distances(View distances, int row) {
    int bins = distances.columns() / 4;
    double[] sides = new double[4];
    for (int side = 0; side < 4; side++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < bins; i++) {
        max = Math.max(max, distances.at(row, side * bins + i));
      }
      double sum = 0;
      double weighted = 0;
      for (int i = 0; i < bins; i++) {
        double share = Math.exp(distances.at(row, side * bins + i) - max);
        sum += share;
        weighted += i * share;
      }
      sides[side] = weighted / sum;
    }
    return sides;
  }

  private record Level(View classes, View distances, Grid grid) {}

  private static List<Level> levels(Outputs outputs, Frame frame) {
    Optional<List<Outputs.Level>> pairs = outputs.levels(frame.labels());
    if (pairs.isPresent()) {
      return pairs.get().stream()
          .map(
              pair -> {
                int cells = pair.classes().fromEnd(2);
                Grid grid =
                    Grid.ofLevel(cells, frame.height(), frame.width())
                        .orElseThrow(() -> noGrid(DetectionFormat.NANODET, cells, outputs, frame));
                return new Level(pair.classes().table(), pair.distances().table(), grid);
              })
          .toList();
    }
    int labels = frame.labels();
    View rows =
        rows(
            DetectionFormat.NANODET,
            outputs,
            labels > 0 ? d -> isDistances(d - labels) : d -> d > 4 * USUAL_BINS);
    int classes = labels > 0 ? labels : rows.columns() - 4 * USUAL_BINS;
    int distances = rows.columns() - classes;
    if (classes < 1 || !isDistances(distances)) {
      throw DetectionFormat.NANODET.mismatch(
          "a score for each class and 4 distributions of distances a box", outputs);
    }
    Grid grid = grid(DetectionFormat.NANODET, rows, outputs, frame);
    return List.of(new Level(rows.columns(0, classes), rows.columns(classes, distances), grid));
  }

  private static boolean isDistances(int columns) {
    return columns >= 8 && columns % 4 == 0;
  }

  private static IntFunction<Corners> centred(View rows, Frame frame) {
    boolean fractions = rows.columns(0, BOX).isFractions();
    double width = fractions ? frame.width() : 1;
    double height = fractions ? frame.height() : 1;
    return r ->
        Corners.ofCentre(rows.at(r, 0), rows.at(r, 1), rows.at(r, 2), rows.at(r, 3))
            .times(width, height);
  }

  /** YOLOX: centres are relative to cells, extents are logarithms; both in strides. */
  private static IntFunction<Corners> inCells(View rows, Outputs outputs, Frame frame) {
    Grid grid = grid(DetectionFormat.YOLOX, rows, outputs, frame);
    return r -> {
      Grid.Cell cell = grid.cell(r);
      return Corners.ofCentre(
              rows.at(r, 0) + cell.x(),
              rows.at(r, 1) + cell.y(),
              Math.exp(rows.at(r, 2)),
              Math.exp(rows.at(r, 3)))
          .times(cell.stride(), cell.stride());
    };
  }

  /** Whether most centres are far from the upper left corner: pixels, not parts of a cell. */
  private static boolean isDecoded(View rows) {
    int[] sample = rows.sample(CENTRES);
    int far = 0;
    for (int r : sample) {
      far += Math.abs(rows.at(r, 0)) > FAR ? 1 : 0;
    }
    return 2 * far > sample.length;
  }

  private static Grid grid(DetectionFormat format, View rows, Outputs outputs, Frame frame) {
    return Grid.of(rows.rows(), frame.height(), frame.width(), 1)
        .orElseThrow(() -> noGrid(format, rows.rows(), outputs, frame));
  }

  private static RuntimeException noGrid(
      DetectionFormat format, int rows, Outputs outputs, Frame frame) {
    return format.mismatch(
        "one row for every cell of grids with strides 8, 16, 32 (and 64) over an input of "
            + frame.width()
            + " x "
            + frame.height()
            + "; "
            + rows
            + " rows are another number",
        outputs);
  }

  private static int classes(View rows, int before, Outputs outputs, Frame frame) {
    return frame.labels() > 0 ? frame.labels() : rows.columns() - before - outputs.maskColumns();
  }

  /** Rows of a box, {@code others} values in all, and a score a class. */
  private static View rows(DetectionFormat format, int others, Outputs outputs, Frame frame) {
    int masks = outputs.maskColumns();
    IntPredicate fits =
        frame.labels() > 0 ? d -> d == others + frame.labels() + masks : d -> d > others + masks;
    View rows = rows(format, outputs, fits);
    if (!fits.test(rows.columns())) {
      throw format.mismatch(
          "one output with "
              + others
              + " values and "
              + (frame.labels() > 0 ? "the scores of " + frame.labels() : "a score for each of the")
              + " classes a box",
          outputs);
    }
    return rows;
  }

  /** The only table, turned so that its columns are as expected; else the longer side are rows. */
  private static View rows(DetectionFormat format, Outputs outputs, IntPredicate columns) {
    View table =
        outputs
            .table()
            .orElseThrow(() -> format.mismatch("one output [1,N,D] or [1,D,N]", outputs))
            .table();
    boolean upright = columns.test(table.columns());
    boolean lying = columns.test(table.rows());
    boolean turned = upright == lying ? table.columns() > table.rows() : lying;
    return turned ? table.transposed() : table;
  }
}
