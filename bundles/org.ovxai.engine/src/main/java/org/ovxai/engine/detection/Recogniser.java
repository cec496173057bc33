package org.ovxai.engine.detection;

import java.util.List;
import java.util.Optional;

/** Tells the format from names and shapes: what is certain first, what is likely last. */
final class Recogniser {
  private static final int MOST_QUERIES = 1000;
  private static final int CORNERS_SCORE_LABEL = 6;
  private static final int USUAL_DISTANCES = 32;

  private final Outputs outputs;
  private final int height;
  private final int width;
  private final int labels;

  Recogniser(Outputs outputs, int height, int width, int labels) {
    this.outputs = outputs;
    this.height = height;
    this.width = width;
    this.labels = labels;
  }

  Optional<Recognition> recognise() {
    if (outputs.detectionOutput().isPresent()) {
      return certain(DetectionFormat.SSD);
    }
    if (outputs.tensorFlow().isPresent()) {
      return certain(DetectionFormat.TF_DETECTION);
    }
    if (outputs.lists().filter(l -> !isGrid(l.boxes().fromEnd(2))).isPresent()) {
      return certain(DetectionFormat.BOXES_LABELS_SCORES);
    }
    if (outputs.queries().filter(q -> areQueries(q.boxes().fromEnd(2))).isPresent()) {
      return certain(DetectionFormat.DETR);
    }
    if (outputs.levels(labels).filter(this::areGrids).isPresent()) {
      return certain(DetectionFormat.NANODET);
    }
    return outputs.table().flatMap(this::table);
  }

  private Optional<Recognition> certain(DetectionFormat format) {
    return Optional.of(new Recognition(format, classes(format), Optional.empty()));
  }

  private Optional<Recognition> doubtful(DetectionFormat format, String doubt) {
    return Optional.of(new Recognition(format, classes(format), Optional.of(doubt)));
  }

  private Optional<Recognition> table(Output table) {
    int first = table.fromEnd(2);
    int last = table.fromEnd(1);
    boolean few = first <= MOST_QUERIES && !isGrid(first);
    boolean maybeQueries = labels > 0 && last == 4 + labels;
    if (few && last == CORNERS_SCORE_LABEL + outputs.maskColumns()) {
      return maybeQueries
          ? either(DetectionFormat.YOLO_END_TO_END, DetectionFormat.DETR, first, last)
          : certain(DetectionFormat.YOLO_END_TO_END);
    }
    if (few && last == 7) {
      return maybeQueries
          ? either(DetectionFormat.DETR, DetectionFormat.EFFICIENTDET, first, last)
          : certain(DetectionFormat.EFFICIENTDET);
    }
    return labels > 0 ? withLabels(first, last) : withoutLabels(first, last);
  }

  private Optional<Recognition> either(
      DetectionFormat taken, DetectionFormat other, int rows, int columns) {
    return doubtful(
        taken,
        "With "
            + labels
            + " labels, "
            + columns
            + " values for each of "
            + rows
            + " boxes can be those of "
            + taken.title()
            + ", which they are read as, or of "
            + other.title()
            + ". If it is the other, set the labels or the detection format.");
  }

  private Optional<Recognition> withLabels(int first, int last) {
    boolean lastAreRows = extent(last) > extent(first);
    return row(lastAreRows ? last : first, lastAreRows ? first : last, !lastAreRows)
        .or(() -> row(lastAreRows ? first : last, lastAreRows ? last : first, lastAreRows));
  }

  private Optional<Recognition> row(int rows, int columns, boolean rowsFirst) {
    int others = columns - labels - outputs.maskColumns();
    if (others == 4) {
      return rowsFirst && areQueries(rows)
          ? certain(DetectionFormat.DETR)
          : certainIf(!rowsFirst, DetectionFormat.YOLOV8, objectness(rows), rows, columns);
    }
    if (others == 5) {
      return certainIf(rowsFirst, objectness(rows), DetectionFormat.YOLOV8, rows, columns);
    }
    return others >= 8 && others % 4 == 0 && Grid.of(rows, height, width, 1).isPresent()
        ? certain(DetectionFormat.NANODET)
        : Optional.empty();
  }

  /** YOLOv8 writes boxes as columns, YOLOv5 and YOLOX as rows; a wrong label list tells them so. */
  private Optional<Recognition> certainIf(
      boolean usual, DetectionFormat format, DetectionFormat other, int rows, int columns) {
    return usual
        ? certain(format)
        : doubtful(
            format,
            "With "
                + labels
                + " labels, "
                + columns
                + " values for each of "
                + rows
                + " boxes are those of "
                + format.title()
                + ", but in the order of the dimensions they look like "
                + other.title()
                + ". If the number of labels is wrong, set the labels or the detection format.");
  }

  private Optional<Recognition> withoutLabels(int first, int last) {
    if (extent(last) > extent(first)) {
      return first > 4 ? certain(DetectionFormat.YOLOV8) : Optional.empty();
    }
    if (areQueries(first)) {
      return last > 4 ? certain(DetectionFormat.DETR) : Optional.empty();
    }
    if (last <= 4) {
      return Optional.empty();
    }
    if (last == 5) {
      return certain(DetectionFormat.YOLOV8);
    }
    boolean maybeNanoDet = last > USUAL_DISTANCES && Grid.of(first, height, width, 1).isPresent();
    return doubtful(
        objectness(first),
        "Without labels, "
            + last
            + " values for each of "
            + first
            + " boxes are taken for those of "
            + objectness(first).title()
            + "; they could be those of YOLOv8"
            + (maybeNanoDet ? " or NanoDet" : "")
            + ", too. Set the labels or the detection format.");
  }

  private DetectionFormat objectness(int rows) {
    return Grid.of(rows, height, width, 1).isPresent()
        ? DetectionFormat.YOLOX
        : DetectionFormat.YOLOV5;
  }

  /** The number of classes that the outputs show, read as a format; 0 if they do not. */
  int classes(DetectionFormat format) {
    return switch (format) {
      case YOLOV8 -> scores(4 + outputs.maskColumns());
      case YOLOV5, YOLOX -> scores(5 + outputs.maskColumns());
      case NANODET -> outputs.levels(0).map(l -> l.get(0).classes().fromEnd(1)).orElse(labels);
      case DETR -> outputs.queries().map(this::queryClasses).orElseGet(() -> scores(4));
      default -> 0;
    };
  }

  /** As many as labels if that fits; whether one more is for no object is known later. */
  private int queryClasses(Outputs.Queries queries) {
    int columns = queries.classes().fromEnd(1);
    return labels == 0 || columns == labels || columns == labels + 1 ? labels : columns;
  }

  /** Scores of a box beside so many other values: the smaller extent, unless the labels tell. */
  private int scores(int others) {
    if (outputs.table().isEmpty()) {
      return 0;
    }
    int first = extent(outputs.table().get().fromEnd(2));
    int last = extent(outputs.table().get().fromEnd(1));
    if (labels > 0 && (first == others + labels || last == others + labels)) {
      return labels;
    }
    int columns = Math.min(first, last);
    return columns == Integer.MAX_VALUE ? 0 : Math.max(0, columns - others);
  }

  private boolean areGrids(List<Outputs.Level> levels) {
    return levels.stream()
        .allMatch(l -> Grid.ofLevel(l.classes().fromEnd(2), height, width).isPresent());
  }

  private boolean areQueries(int rows) {
    return rows > 0 && rows <= MOST_QUERIES && !isGrid(rows);
  }

  private boolean isGrid(int rows) {
    return Grid.fits(rows, height, width);
  }

  private static int extent(int dimension) {
    return dimension < 0 ? Integer.MAX_VALUE : dimension;
  }
}
