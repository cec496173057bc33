package org.ovxai.engine.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Non-maximum suppression. */
final class Suppression {
  private Suppression() {}

  /**
   * The best detections, best first, equals in the order given, without those that overlap a kept
   * one of their class (or of any, if class-agnostic) by an IoU above the threshold.
   *
   * @param border what is added to extents: 1 where edges are whole pixels that belong to the box,
   *     else 0
   */
  static List<Detection> apply(List<Detection> detections, DecodeOptions options, int border) {
    List<Detection> sorted = new ArrayList<>(detections);
    sorted.sort(Comparator.comparingDouble(Detection::score).reversed());
    List<Detection> kept = new ArrayList<>();
    Map<Integer, List<Detection>> rivals = new HashMap<>();
    for (Detection d : sorted) {
      if (kept.size() == options.maxDetections()) {
        break;
      }
      List<Detection> better =
          rivals.computeIfAbsent(
              options.classAgnostic() ? 0 : d.label(), label -> new ArrayList<>());
      if (options.iou() == 1 || better.stream().noneMatch(b -> iou(b, d, border) > options.iou())) {
        kept.add(d);
        better.add(d);
      }
    }
    return List.copyOf(kept);
  }

  /** Intersection over union; 0 if the union is empty. */
  static double iou(Detection a, Detection b, int border) {
    double width = Math.min(a.x2(), b.x2()) - Math.max(a.x1(), b.x1()) + border;
    double height = Math.min(a.y2(), b.y2()) - Math.max(a.y1(), b.y1()) + border;
    double intersection = Math.max(0, width) * Math.max(0, height);
    double union = area(a, border) + area(b, border) - intersection;
    return union > 0 ? intersection / union : 0;
  }

  private static double area(Detection d, int border) {
    return (d.x2() - d.x1() + border) * (d.y2() - d.y1() + border);
  }
}
