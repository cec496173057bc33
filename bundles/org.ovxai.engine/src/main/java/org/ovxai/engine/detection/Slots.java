package org.ovxai.engine.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A detector's outputs, and which one is what. Maps and features for explanations are left out. */
final class Slots {
  private static final Set<String> NO_DETECTIONS = Set.of("saliency_map", "feature_vector");
  private static final int PROTOTYPES = 32;

  private final List<Slot> slots;

  Slots(Stream<Slot> slots) {
    this.slots = slots.filter(s -> !NO_DETECTIONS.contains(s.name())).toList();
  }

  /** Corners [N,4] or [1,N,4] or, with scores, 5 columns; a score and a label a row. */
  record Lists(Slot boxes, Optional<Slot> scores, Optional<Slot> labels) {}

  /** TensorFlow's detection_boxes, _scores, _classes and num_detections. */
  record TensorFlow(Slot boxes, Slot scores, Slot classes, Optional<Slot> count) {}

  /** Boxes [1,Q,4] and class scores [1,Q,C]. */
  record Queries(Slot boxes, Slot classes) {}

  /** Class scores [1,N,K] and distances [1,N,4(r+1)] of one stride. */
  record Level(Slot classes, Slot distances) {}

  int size() {
    return slots.size();
  }

  Optional<Slot> only(Predicate<Slot> condition) {
    List<Slot> found = slots.stream().filter(condition).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  Optional<Slot> detectionOutput() {
    return slots.size() == 1 ? only(s -> s.rank() == 4 && s.fromEnd(1) == 7) : Optional.empty();
  }

  Optional<TensorFlow> tensorFlow() {
    Optional<Slot> boxes = tensorFlow("detection_boxes").filter(Slot::isTable);
    Optional<Slot> scores = tensorFlow("detection_scores");
    Optional<Slot> classes = tensorFlow("detection_classes");
    return boxes.isPresent() && scores.isPresent() && classes.isPresent()
        ? Optional.of(
            new TensorFlow(boxes.get(), scores.get(), classes.get(), tensorFlow("num_detections")))
        : Optional.empty();
  }

  private Optional<Slot> tensorFlow(String name) {
    return only(s -> s.called(name) && !s.called("raw_" + name));
  }

  Optional<Lists> lists() {
    Optional<Slot> boxes =
        only(s -> isBoxes(s) && s.called("box"))
            .or(() -> only(s -> s.isTable() && s.fromEnd(1) == 5))
            .or(() -> only(this::isBoxes));
    if (boxes.isEmpty()) {
      return Optional.empty();
    }
    Predicate<Slot> perRow = s -> s.rank() == boxes.get().rank() - 1;
    Optional<Slot> labels =
        only(perRow.and(s -> s.called("label", "class")))
            .or(() -> only(perRow.and(Slot::isInteger)));
    if (boxes.get().fromEnd(1) == 5) {
      return Optional.of(new Lists(boxes.get(), Optional.empty(), labels));
    }
    Optional<Slot> scores =
        only(perRow.and(s -> s.called("score", "conf")))
            .or(() -> only(perRow.and(s -> !s.isInteger() && !labels.equals(Optional.of(s)))));
    return scores.isPresent() && labels.isPresent()
        ? Optional.of(new Lists(boxes.get(), scores, labels))
        : Optional.empty();
  }

  private boolean isBoxes(Slot s) {
    return s.isTable() && (s.fromEnd(1) == 4 || s.fromEnd(1) == 5);
  }

  Optional<Queries> queries() {
    List<Slot> tables = slots.stream().filter(s -> s.rank() == 3).toList();
    Optional<Slot> boxes =
        only(s -> s.rank() == 3 && s.fromEnd(1) == 4 && s.called("box"))
            .or(() -> only(s -> s.rank() == 3 && s.fromEnd(1) == 4));
    Optional<Slot> classes =
        only(s -> s.rank() == 3 && s.called("logit"))
            .or(
                () ->
                    tables.size() == 2 && boxes.isPresent()
                        ? only(s -> s.rank() == 3 && s != boxes.get())
                        : Optional.empty());
    return boxes.isPresent()
            && classes.isPresent()
            && boxes.get().fromEnd(2) == classes.get().fromEnd(2)
        ? Optional.of(new Queries(boxes.get(), classes.get()))
        : Optional.empty();
  }

  /** Pairs of outputs with the same number of rows, each with its class scores first. */
  Optional<List<Level>> levels(int labels) {
    if (slots.size() < 4
        || slots.size() % 2 == 1
        || slots.stream().anyMatch(s -> s.rank() != 3 || s.shape()[0] != 1)) {
      return Optional.empty();
    }
    List<Level> levels = new ArrayList<>();
    for (int rows : slots.stream().map(s -> s.fromEnd(2)).distinct().toList()) {
      List<Slot> pair = slots.stream().filter(s -> s.fromEnd(2) == rows).toList();
      if (pair.size() != 2) {
        return Optional.empty();
      }
      boolean first = isLevel(pair.get(0), pair.get(1), labels);
      if (first == isLevel(pair.get(1), pair.get(0), labels)) {
        return Optional.empty();
      }
      levels.add(new Level(pair.get(first ? 0 : 1), pair.get(first ? 1 : 0)));
    }
    return Optional.of(levels);
  }

  private static boolean isLevel(Slot classes, Slot distances, int labels) {
    return distances.fromEnd(1) % 4 == 0
        && distances.fromEnd(1) >= 8
        && (labels == 0 || classes.fromEnd(1) == labels)
        && !classes.called("dis", "reg", "box")
        && !distances.called("cls", "class", "score");
  }

  /** The only list of rows, all else being maps. */
  Optional<Slot> table() {
    return only(s -> s.rank() == 3 && s.shape()[0] == 1)
        .filter(t -> slots.stream().allMatch(s -> s == t || s.rank() > 3));
  }

  /** Columns at the end of a row that are coefficients of masks. */
  int maskColumns() {
    return slots.stream()
            .anyMatch(
                s -> s.rank() == 4 && (s.shape()[1] == PROTOTYPES || s.fromEnd(1) == PROTOTYPES))
        ? PROTOTYPES
        : 0;
  }

  /** All outputs, for messages. */
  @Override
  public String toString() {
    return slots.stream().map(Slot::toString).collect(Collectors.joining(", "));
  }
}
