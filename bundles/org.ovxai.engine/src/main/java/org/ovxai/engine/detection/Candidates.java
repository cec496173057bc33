package org.ovxai.engine.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ovxai.engine.EngineException;

/** The boxes of a picture with a score above the threshold, and which of them are detections. */
final class Candidates {
  private static final int BOXES_FOR_FORM = 50;

  private final List<Detection> all = new ArrayList<>();

  /** Takes a box; one that is not finite is dropped. */
  void add(Corners box, int label, double score) {
    if (box.isFinite()) {
      all.add(new Detection(label, score, box.x1(), box.y1(), box.x2(), box.y2()));
    }
  }

  /**
   * The best boxes that have an area, best first, equals in the order given, without those that
   * overlap a kept one of their class (or of any, if class-agnostic) by an IoU above the threshold.
   *
   * @throws EngineException if most of the best boxes end before they begin
   */
  List<Detection> best(DetectionSettings settings) {
    all.sort(Comparator.comparingDouble(Detection::score).reversed());
    requireBoxes(settings.format());
    List<Detection> kept = new ArrayList<>();
    Map<Integer, List<Detection>> rivals = new HashMap<>();
    for (Detection d : all) {
      if (kept.size() == settings.maxDetections()) {
        break;
      }
      List<Detection> better =
          rivals.computeIfAbsent(
              settings.classAgnostic() ? 0 : d.label(), label -> new ArrayList<>());
      if (hasArea(d) && !isSuppressed(d, better, settings)) {
        kept.add(d);
        better.add(d);
      }
    }
    return List.copyOf(kept);
  }

  /** How many boxes have no area, and are not among {@link #best}. */
  int withoutArea() {
    return (int) all.stream().filter(d -> !hasArea(d)).count();
  }

  private static boolean isSuppressed(
      Detection d, List<Detection> better, DetectionSettings settings) {
    if (settings.iou() == 1) {
      return false;
    }
    int border = settings.format().border();
    for (Detection b : better) {
      if (b.iou(d, border) > settings.iou()) {
        return true;
      }
    }
    return false;
  }

  private void requireBoxes(DetectionFormat format) {
    List<Detection> best = all.subList(0, Math.min(all.size(), BOXES_FOR_FORM));
    long wrong = best.stream().filter(d -> d.x2() < d.x1() || d.y2() < d.y1()).count();
    if (2 * wrong > best.size()) {
      throw new EngineException(
          "Read as "
              + format.title()
              + ", "
              + wrong
              + " of the "
              + best.size()
              + " best boxes end before they begin. The outputs mean something else: set another"
              + " detection format.");
    }
  }

  private static boolean hasArea(Detection d) {
    return d.x2() > d.x1() && d.y2() > d.y1();
  }
}
