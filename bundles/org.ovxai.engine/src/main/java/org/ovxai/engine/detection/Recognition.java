package org.ovxai.engine.detection;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Tells the format from names and shapes: what is certain first, what is likely last. */
final class Recognition {
  private static final int MOST_QUERIES = 1000;
  private static final int CORNERS_SCORE_LABEL = 6;

  private final Slots slots;
  private final int height;
  private final int width;
  private final int labels;

  Recognition(Slots slots, int height, int width, int labels) {
    this.slots = slots;
    this.height = height;
    this.width = width;
    this.labels = labels;
  }

  Optional<DetectionFormat> format() {
    if (slots.detectionOutput().isPresent()) {
      return Optional.of(DetectionFormat.SSD);
    }
    if (slots.tensorFlow().isPresent()) {
      return Optional.of(DetectionFormat.TF_DETECTION);
    }
    if (slots.lists().filter(l -> !fits(l.boxes().fromEnd(2))).isPresent()) {
      return Optional.of(DetectionFormat.BOXES_LABELS_SCORES);
    }
    if (slots.queries().filter(q -> areQueries(q.boxes().fromEnd(2))).isPresent()) {
      return Optional.of(DetectionFormat.DETR);
    }
    if (slots.levels(labels).filter(this::areLevels).isPresent()) {
      return Optional.of(DetectionFormat.NANODET);
    }
    return slots.table().flatMap(t -> table(t.fromEnd(2), t.fromEnd(1)));
  }

  private Optional<DetectionFormat> table(int first, int last) {
    boolean few = first <= MOST_QUERIES && !fits(first);
    if (few && last == CORNERS_SCORE_LABEL + slots.maskColumns()) {
      return Optional.of(DetectionFormat.YOLO_END_TO_END);
    }
    if (few && last == 7) {
      return Optional.of(DetectionFormat.EFFICIENTDET);
    }
    return labels > 0 ? withLabels(first, last) : withoutLabels(first, last);
  }

  private Optional<DetectionFormat> withLabels(int first, int last) {
    boolean lastAreRows = extent(last) > extent(first);
    return row(lastAreRows ? last : first, lastAreRows ? first : last, !lastAreRows)
        .or(() -> row(lastAreRows ? first : last, lastAreRows ? last : first, lastAreRows));
  }

  private Optional<DetectionFormat> row(int rows, int columns, boolean rowsFirst) {
    int others = columns - labels - slots.maskColumns();
    if (others == 4) {
      return Optional.of(
          rowsFirst && areQueries(rows) ? DetectionFormat.DETR : DetectionFormat.YOLOV8);
    }
    if (others == 5) {
      return Optional.of(objectness(rows));
    }
    return Optional.of(DetectionFormat.NANODET)
        .filter(
            f ->
                others >= 8 && others % 4 == 0 && Grid.strides(rows, height, width, 1).isPresent());
  }

  private Optional<DetectionFormat> withoutLabels(int first, int last) {
    if (extent(last) > extent(first)) {
      return Optional.of(DetectionFormat.YOLOV8).filter(f -> first > 4);
    }
    if (areQueries(first)) {
      return Optional.of(DetectionFormat.DETR).filter(f -> last > 4);
    }
    return switch (last) {
      case -1, 0, 1, 2, 3, 4 -> Optional.empty();
      case 5 -> Optional.of(DetectionFormat.YOLOV8);
      default -> Optional.of(objectness(first));
    };
  }

  private DetectionFormat objectness(int rows) {
    return Grid.strides(rows, height, width, 1).isPresent()
        ? DetectionFormat.YOLOX
        : DetectionFormat.YOLOV5;
  }

  private boolean areLevels(List<Slots.Level> levels) {
    return levels.stream()
        .allMatch(
            l ->
                IntStream.of(8, 16, 32, 64)
                    .anyMatch(s -> Grid.cells(height, width, s) == l.classes().fromEnd(2)));
  }

  private boolean areQueries(int rows) {
    return rows > 0 && rows <= MOST_QUERIES && !fits(rows);
  }

  private boolean fits(int rows) {
    return Grid.fits(rows, height, width);
  }

  private static int extent(int dimension) {
    return dimension < 0 ? Integer.MAX_VALUE : dimension;
  }
}
