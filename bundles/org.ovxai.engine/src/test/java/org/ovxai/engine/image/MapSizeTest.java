package org.ovxai.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MapSizeTest {
  private static final SaliencyMap MAP = new SaliencyMap(2, 2, new float[] {0, 4, 8, 12});

  @Test
  void centresOfCellsKeepTheirValuesAndBetweenThemItIsLinear() {
    assertArrayEquals(
        new float[] {
          0, 1, 3, 4,
          2, 3, 5, 6,
          6, 7, 9, 10,
          8, 9, 11, 12
        },
        MapSize.resized(MAP, 4, 4).values());
  }

  @Test
  void aMapOfItsOwnSizeStaysAsItIs() {
    assertArrayEquals(MAP.values(), MapSize.resized(MAP, 2, 2).values());
  }

  @Test
  void aSingleCellFillsEverything() {
    SaliencyMap wide = MapSize.resized(new SaliencyMap(1, 1, new float[] {-3}), 2, 5);
    assertEquals(2, wide.height());
    assertEquals(5, wide.width());
    assertEquals(-3, wide.min());
    assertEquals(-3, wide.max());
  }
}
