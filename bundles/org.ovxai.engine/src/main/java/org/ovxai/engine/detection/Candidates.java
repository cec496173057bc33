package org.ovxai.engine.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ovxai.engine.EngineException;

/** The boxes of a picture with a score above the threshold, before suppression. */
final class Candidates {
  private static final int BOXES_FOR_FORM = 50;

  private final List<ScoredBox> boxes = new ArrayList<>();
  private final DecodeOptions options;
  private final boolean everyClass;

  /**
   * @param everyClass whether a box is a detection of each class above the threshold; else of its
   *     best class only
   */
  Candidates(DecodeOptions options, boolean everyClass) {
    this.options = options;
    this.everyClass = everyClass;
  }

  /** Takes a box whose best score is above the threshold; one that is not finite is dropped. */
  void add(Corners box, float[] scores) {
    ScoredBox scored = new ScoredBox(box.x1(), box.y1(), box.x2(), box.y2(), scores);
    if (box.isFinite() && scores[scored.best()] > options.confidence()) {
      boxes.add(scored);
    }
  }

  /**
   * The boxes that have an area.
   *
   * @throws EngineException if most of the best boxes end before they begin
   */
  List<ScoredBox> boxes(String format) {
    List<ScoredBox> best =
        boxes.stream()
            .sorted(
                Comparator.comparingDouble((ScoredBox b) -> b.classScores()[b.best()]).reversed())
            .limit(BOXES_FOR_FORM)
            .toList();
    long wrong = best.stream().filter(b -> b.x2() < b.x1() || b.y2() < b.y1()).count();
    if (2 * wrong > best.size()) {
      throw new EngineException(
          "Read as "
              + format
              + ", "
              + wrong
              + " of the "
              + best.size()
              + " best boxes end before they begin. The outputs mean something else: set another"
              + " detection format.");
    }
    return boxes.stream().filter(b -> b.x2() > b.x1() && b.y2() > b.y1()).toList();
  }

  /** The detections that boxes stand for. */
  List<Detection> detections(List<ScoredBox> scored) {
    return scored.stream()
        .flatMap(
            b ->
                everyClass
                    ? IntStream.range(0, b.classScores().length)
                        .filter(c -> b.classScores()[c] > options.confidence())
                        .mapToObj(b::as)
                    : IntStream.of(b.best()).mapToObj(b::as))
        .toList();
  }
}
