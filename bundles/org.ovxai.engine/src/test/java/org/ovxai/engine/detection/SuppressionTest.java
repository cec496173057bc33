package org.ovxai.engine.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuppressionTest {

  private static List<Detection> boxes(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              int x = random.nextInt(12);
              int y = random.nextInt(12);
              return new Detection(
                  random.nextInt(3),
                  random.nextInt(20) / 20.0,
                  x,
                  y,
                  x + 1 + random.nextInt(8),
                  y + 1 + random.nextInt(8));
            })
        .toList();
  }

  private static List<Detection> kept(List<Detection> boxes, DetectionSettings settings) {
    Candidates candidates = new Candidates();
    boxes.forEach(
        d -> candidates.add(new Corners(d.x1(), d.y1(), d.x2(), d.y2()), d.label(), d.score()));
    return candidates.best(settings);
  }

  /** Counts pixels instead of computing areas. */
  private static double overlap(Detection a, Detection b, int border) {
    int inner = 0;
    int outer = 0;
    for (int y = 0; y < 24; y++) {
      for (int x = 0; x < 24; x++) {
        boolean inA = x >= a.x1() && x < a.x2() + border && y >= a.y1() && y < a.y2() + border;
        boolean inB = x >= b.x1() && x < b.x2() + border && y >= b.y1() && y < b.y2() + border;
        inner += inA && inB ? 1 : 0;
        outer += inA || inB ? 1 : 0;
      }
    }
    return (double) inner / outer;
  }

  /** The best box of all goes to the result, all that overlap it go away, and again. */
  private static List<Detection> bruteForce(List<Detection> boxes, DetectionSettings settings) {
    List<Detection> rest = new ArrayList<>(boxes);
    List<Detection> kept = new ArrayList<>();
    int border = settings.format() == DetectionFormat.YOLOX ? 1 : 0;
    while (!rest.isEmpty() && kept.size() < settings.maxDetections()) {
      Detection best = rest.stream().reduce((a, b) -> b.score() > a.score() ? b : a).orElseThrow();
      kept.add(best);
      rest.removeIf(
          d ->
              d == best
                  || (settings.classAgnostic() || d.label() == best.label())
                      && overlap(best, d, border) > settings.iou());
    }
    return kept;
  }

  @Test
  void suppressionEqualsBruteForce() {
    Random random = new Random(3);
    int suppressed = 0;
    for (int run = 0; run < 300; run++) {
      List<Detection> boxes = boxes(random, random.nextInt(30));
      DetectionFormat format =
          random.nextBoolean() ? DetectionFormat.YOLOX : DetectionFormat.YOLOV8;
      DetectionSettings settings =
          format
              .settings()
              .withIou(random.nextInt(10) / 10.0)
              .withClassAgnostic(random.nextBoolean())
              .withMaxDetections(1 + random.nextInt(40));
      List<Detection> expected = bruteForce(boxes, settings);
      assertEquals(expected, kept(boxes, settings), settings.toString());
      suppressed += boxes.size() - expected.size();
    }
    assertTrue(suppressed > 1000);
  }

  @Test
  void atAnIouOfOneNothingIsSuppressed() {
    List<Detection> boxes = boxes(new Random(4), 40);
    List<Detection> twice = new ArrayList<>(boxes);
    twice.addAll(boxes);
    DetectionSettings settings = DetectionFormat.SSD.settings();
    assertEquals(
        twice.stream().sorted(Comparator.comparingDouble(Detection::score).reversed()).toList(),
        kept(twice, settings));
  }

  @Test
  void boxesWithoutAreaAreNoDetections() {
    List<Detection> boxes =
        List.of(
            new Detection(0, 0.9, 3, 3, 3, 9),
            new Detection(0, 0.8, 0, 0, 9, 9),
            new Detection(0, 0.7, 20, 20, 19, 30),
            new Detection(0, 0.6, 20, 20, 30, 30));
    DetectionSettings settings = DetectionFormat.YOLOV8.settings();
    assertEquals(List.of(boxes.get(1), boxes.get(3)), kept(boxes, settings));
  }

  @Test
  void anIouIsAShareOfTheUnion() {
    Detection a = new Detection(0, 1, 0, 0, 2, 2);
    assertEquals(1, a.iou(a));
    assertEquals(1 / 7.0, a.iou(new Detection(0, 1, 1, 1, 3, 3)), 1e-15);
    assertEquals(0, a.iou(new Detection(0, 1, 2, 0, 4, 2)));
    Detection empty = new Detection(0, 1, 1, 1, 1, 1);
    assertEquals(0, empty.iou(empty));
  }

  @Test
  void boxesWithoutAreaAreLeftOutAndCounted() {
    Candidates candidates = new Candidates();
    candidates.add(new Corners(1, 1, 5, 5), 0, 0.5);
    candidates.add(new Corners(2, 3, 2, 9), 0, 0.9);
    candidates.add(new Corners(2, 3, 8, 3), 1, 0.8);
    assertEquals(1, candidates.best(DetectionFormat.BOXES_LABELS_SCORES.settings()).size());
    assertEquals(2, candidates.withoutArea());
  }
}
