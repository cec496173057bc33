package org.ovxai.openvino;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Memory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ovxai.openvino.PartialShape.Dimension;

class PartialShapeTest {
  private static final PartialShape MIXED =
      PartialShape.of(
          List.of(Dimension.of(-1), new Dimension(1, 8), new Dimension(2, -1), Dimension.of(224)));

  @Test
  void knowsWhatIsOpen() {
    assertTrue(PartialShape.of(1, 3, 224, 224).isStatic());
    assertTrue(PartialShape.of().isStatic());
    assertFalse(MIXED.isStatic());
    assertFalse(PartialShape.unknown().isStatic());
    assertArrayEquals(new long[] {-1, -1, -1, 224}, MIXED.extents());
    assertEquals(4, MIXED.rank());
    assertEquals(0, PartialShape.of().rank());
    assertThrows(IllegalStateException.class, () -> PartialShape.unknown().rank());
  }

  @Test
  void readsAsText() {
    assertEquals("[?,1..8,2..,224]", MIXED.toString());
    assertEquals("[]", PartialShape.of().toString());
    assertEquals("?", PartialShape.unknown().toString());
  }

  @Test
  void survivesTheNativeForm() {
    List<PartialShape> shapes = List.of(MIXED, PartialShape.of(), PartialShape.of(0, 5));
    Memory memory = PartialShape.write(shapes);
    for (int i = 0; i < shapes.size(); i++) {
      assertEquals(shapes.get(i), PartialShape.read(memory.share((long) i * PartialShape.BYTES)));
    }
  }

  @Test
  void refusesRangesThatAreNone() {
    assertThrows(IllegalArgumentException.class, () -> new Dimension(5, 4));
    assertThrows(IllegalArgumentException.class, () -> Dimension.of(-2));
  }
}
