package org.ovxai.engine.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ovxai.engine.dataset.BoundingBox;
import org.ovxai.engine.image.MapSize;
import org.ovxai.engine.image.SaliencyMap;

class PointingGameTest {
  private static final int SIZE = 50;

  /** A map that is 1 at the given pixels (x, y, x, y ...), else 0. */
  private static SaliencyMap points(int... at) {
    float[] values = new float[SIZE * SIZE];
    for (int i = 0; i < at.length; i += 2) {
      values[at[i + 1] * SIZE + at[i]] = 1;
    }
    return new SaliencyMap(SIZE, SIZE, values);
  }

  private static MetricValue hit(Definition definition, BoundingBox box, int... at) {
    return PointingGame.hit(
        Importance.of(points(at), SIZE, SIZE, definition), List.of(box), definition);
  }

  @Test
  void compatibleBoxesHaveInclusiveEdges() {
    BoundingBox box = new BoundingBox(10, 10, 20, 20);
    for (int[] inside : new int[][] {{10, 10}, {20, 20}, {20, 10}, {15, 12}}) {
      assertEquals(MetricValue.of(1), hit(Definition.COMPATIBLE, box, inside));
    }
    for (int[] outside : new int[][] {{9, 10}, {21, 15}, {15, 21}, {15, 9}}) {
      assertEquals(MetricValue.of(0), hit(Definition.COMPATIBLE, box, outside));
    }
  }

  @Test
  void compatibleAnyOfSeveralMaximaHits() {
    BoundingBox box = new BoundingBox(10, 10, 20, 20);
    assertEquals(MetricValue.of(1), hit(Definition.COMPATIBLE, box, 40, 40, 11, 11));
  }

  @Test
  void paperToleratesLessThan15PixelsAndSharesTies() {
    BoundingBox box = new BoundingBox(10, 10, 20, 20); // pixels 10 to 19
    assertEquals(MetricValue.of(1), hit(Definition.PAPER, box, 33, 15));
    assertEquals(MetricValue.of(0), hit(Definition.PAPER, box, 34, 15));
    assertEquals(MetricValue.of(1), hit(Definition.PAPER, box, 29, 29)); // 10² + 10² < 15²
    assertEquals(MetricValue.of(0), hit(Definition.PAPER, box, 30, 30)); // 11² + 11² > 15²
    assertEquals(MetricValue.of(0.5), hit(Definition.PAPER, box, 12, 12, 45, 45));
  }

  @Test
  void degenerateCasesHaveNoValue() {
    Importance constant =
        Importance.of(
            new SaliencyMap(2, 2, new float[] {3, 3, 3, 3}), SIZE, SIZE, Definition.COMPATIBLE);
    BoundingBox everything = new BoundingBox(0, 0, SIZE, SIZE);
    assertEquals(
        MetricValue.missing("the map is constant"),
        PointingGame.hit(constant, List.of(everything), Definition.COMPATIBLE));
    assertEquals(
        MetricValue.missing("the map is constant"),
        PointingGame.energy(constant, List.of(everything)));
    assertEquals(
        MetricValue.missing("there is no box of the class"),
        PointingGame.hit(constant, List.of(), Definition.PAPER));
    assertEquals(
        MetricValue.missing("there is no box of the class"),
        PointingGame.energy(constant, List.of()));
  }

  @Test
  void energyIsTheShareInTheUnionOfTheBoxes() {
    float[] values = {0, 1, 2, 1, 0, 4, 2, 2, 0};
    Importance map = Importance.of(new SaliencyMap(3, 3, values), 3, 3, Definition.PAPER);
    List<BoundingBox> boxes =
        List.of(new BoundingBox(1, 0, 3, 1), new BoundingBox(1.6, 0, 3, 2)); // 1 2 . 4
    double share = ((MetricValue.Present) PointingGame.energy(map, boxes)).value();
    assertEquals(3 / 12.0, share - 4 / 12.0, 1e-7);
  }

  @Test
  void energyOfTheWholePictureIsOne() {
    Importance map = Importance.of(points(3, 3, 9, 40), SIZE, SIZE, Definition.COMPATIBLE);
    assertEquals(
        MetricValue.of(1), PointingGame.energy(map, List.of(new BoundingBox(0, 0, SIZE, SIZE))));
  }

  @Test
  void gridCountsPositiveValuesInTheCellsOfTheClass() {
    SaliencyMap map =
        new SaliencyMap(4, 4, new float[] {-9, 1, 0, 0, 1, 1, 0, 2, 0, 0, 0, 0, 5, 0, 0, 0});
    BoundingBox upperLeft = new BoundingBox(0, 0, 2.5, 2);
    assertEquals(MetricValue.of(0.3), PointingGame.grid(map, List.of(upperLeft), 2));
    BoundingBox lowerLeft = new BoundingBox(0, 2, 1, 4);
    assertEquals(MetricValue.of(0.8), PointingGame.grid(map, List.of(upperLeft, lowerLeft), 2));
  }

  @Test
  void gridWithoutPositiveValuesOrWithOneClassHasNoValue() {
    SaliencyMap negative = new SaliencyMap(2, 2, new float[] {-1, -2, -3, 0});
    BoundingBox first = new BoundingBox(0, 0, 1, 1);
    assertEquals(
        MetricValue.missing("the map has no positive value"),
        PointingGame.grid(negative, List.of(first), 2));
    List<BoundingBox> all =
        List.of(
            first,
            new BoundingBox(1, 0, 2, 1),
            new BoundingBox(0, 1, 1, 2),
            new BoundingBox(1, 1, 2, 2));
    assertEquals(
        MetricValue.missing("every cell of the mosaic shows the class"),
        PointingGame.grid(MapSize.resized(points(1, 1), 2, 2), all, 2));
  }
}
