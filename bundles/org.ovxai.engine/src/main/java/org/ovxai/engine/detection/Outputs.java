package org.ovxai.engine.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A detector's outputs, and which one is what. Maps and features for explanations are left out. */
final class Outputs {
  private static final Set<String> NO_DETECTIONS = Set.of("saliency_map", "feature_vector");
  private static final int PROTOTYPES = 32;

  private final List<Output> outputs;

  Outputs(Stream<Output> all) {
    this.outputs = all.filter(o -> !NO_DETECTIONS.contains(o.name())).toList();
  }

  /** Corners [N,4] or [1,N,4] or, with scores, 5 columns; a score and a label a row. */
  record Lists(Output boxes, Optional<Output> scores, Optional<Output> labels) {}

  /** TensorFlow's detection_boxes, _scores, _classes and num_detections. */
  record TensorFlow(Output boxes, Output scores, Output classes, Optional<Output> count) {}

  /** Boxes [1,Q,4] and class scores [1,Q,C]. */
  record Queries(Output boxes, Output classes) {}

  /** Class scores [1,N,K] and distances [1,N,4(r+1)] of one stride. */
  record Level(Output classes, Output distances) {}

  Optional<Output> only(Predicate<Output> condition) {
    List<Output> found = outputs.stream().filter(condition).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  Optional<Output> detectionOutput() {
    return outputs.size() == 1 ? only(o -> o.rank() == 4 && o.fromEnd(1) == 7) : Optional.empty();
  }

  Optional<TensorFlow> tensorFlow() {
    Optional<Output> boxes = tensorFlow("detection_boxes").filter(Output::isTable);
    Optional<Output> scores = tensorFlow("detection_scores");
    Optional<Output> classes = tensorFlow("detection_classes");
    return boxes.isPresent() && scores.isPresent() && classes.isPresent()
        ? Optional.of(
            new TensorFlow(boxes.get(), scores.get(), classes.get(), tensorFlow("num_detections")))
        : Optional.empty();
  }

  private Optional<Output> tensorFlow(String name) {
    return only(o -> o.called(name) && !o.called("raw_" + name));
  }

  Optional<Lists> lists() {
    Optional<Output> boxes =
        only(o -> isBoxes(o) && o.called("box"))
            .or(() -> only(o -> o.isTable() && o.fromEnd(1) == 5))
            .or(() -> only(this::isBoxes));
    if (boxes.isEmpty()) {
      return Optional.empty();
    }
    Predicate<Output> perRow = o -> o.rank() == boxes.get().rank() - 1;
    Optional<Output> labels =
        only(perRow.and(o -> o.called("label", "class")))
            .or(() -> only(perRow.and(Output::isInteger)));
    if (boxes.get().fromEnd(1) == 5) {
      return Optional.of(new Lists(boxes.get(), Optional.empty(), labels));
    }
    Optional<Output> scores =
        only(perRow.and(o -> o.called("score", "conf")))
            .or(() -> only(perRow.and(o -> !o.isInteger() && !labels.equals(Optional.of(o)))));
    return scores.isPresent() && labels.isPresent()
        ? Optional.of(new Lists(boxes.get(), scores, labels))
        : Optional.empty();
  }

  private boolean isBoxes(Output o) {
    return o.isTable() && (o.fromEnd(1) == 4 || o.fromEnd(1) == 5);
  }

  Optional<Queries> queries() {
    List<Output> tables = outputs.stream().filter(o -> o.rank() == 3).toList();
    Optional<Output> boxes =
        only(o -> o.rank() == 3 && o.fromEnd(1) == 4 && o.called("box"))
            .or(() -> only(o -> o.rank() == 3 && o.fromEnd(1) == 4));
    Optional<Output> classes =
        only(o -> o.rank() == 3 && o.called("logit"))
            .or(
                () ->
                    tables.size() == 2 && boxes.isPresent()
                        ? only(o -> o.rank() == 3 && o != boxes.get())
                        : Optional.empty());
    return boxes.isPresent()
            && classes.isPresent()
            && boxes.get().fromEnd(2) == classes.get().fromEnd(2)
        ? Optional.of(new Queries(boxes.get(), classes.get()))
        : Optional.empty();
  }

  /** Pairs of outputs with the same number of rows, each with its class scores first. */
  Optional<List<Level>> levels(int labels) {
    if (outputs.size() < 4
        || outputs.size() % 2 == 1
        || outputs.stream().anyMatch(o -> o.rank() != 3 || o.shape().get(0) != 1)) {
      return Optional.empty();
    }
    List<Level> levels = new ArrayList<>();
    for (int rows : outputs.stream().map(o -> o.fromEnd(2)).distinct().toList()) {
      List<Output> pair = outputs.stream().filter(o -> o.fromEnd(2) == rows).toList();
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

  private static boolean isLevel(Output classes, Output distances, int labels) {
    return distances.fromEnd(1) % 4 == 0
        && distances.fromEnd(1) >= 8
        && (labels == 0 || classes.fromEnd(1) == labels)
        && !classes.called("dis", "reg", "box")
        && !distances.called("cls", "class", "score");
  }

  /** The only list of rows, all else being maps. */
  Optional<Output> table() {
    return only(o -> o.rank() == 3 && o.shape().get(0) == 1)
        .filter(t -> outputs.stream().allMatch(o -> o == t || o.rank() > 3));
  }

  /** Columns at the end of a row that are coefficients of masks. */
  int maskColumns() {
    return outputs.stream()
            .anyMatch(
                o ->
                    o.rank() == 4 && (o.shape().get(1) == PROTOTYPES || o.fromEnd(1) == PROTOTYPES))
        ? PROTOTYPES
        : 0;
  }

  /** All outputs, for messages. */
  @Override
  public String toString() {
    return outputs.stream().map(Output::toString).collect(Collectors.joining(", "));
  }
}
