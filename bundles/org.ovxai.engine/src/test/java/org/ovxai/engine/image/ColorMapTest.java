package org.ovxai.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ovxai.engine.image.Npy.NpyArray;

class ColorMapTest {
  private static Map<String, NpyArray> tables;

  @BeforeAll
  static void read() throws Exception {
    try (var in = ColorMapTest.class.getResourceAsStream("/colormaps/tables.npz")) {
      tables = Npy.readArchive(in.readAllBytes());
    }
  }

  private static byte[] expected(ColorMap map) {
    double[] values = tables.get(map.name()).values();
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) values[i];
    }
    return bytes;
  }

  @ParameterizedTest
  @EnumSource(names = {"JET", "VIRIDIS", "INFERNO", "PLASMA", "HOT"})
  void equalsOpenCvForEachValue(ColorMap map) {
    assertArrayEquals(expected(map), map.table());
  }

  @Test
  void divergingIsMatplotlibsRedAndBlueToOneStep() {
    byte[] expected = expected(ColorMap.DIVERGING);
    byte[] found = ColorMap.DIVERGING.table();
    for (int i = 0; i < found.length; i++) {
      assertEquals(expected[i] & 0xff, found[i] & 0xff, 1, "byte " + i);
    }
  }

  @Test
  void greyIsTheValueItself() {
    RgbImage grey = ColorMap.GREY.paint(3, 1, new byte[] {0, 7, (byte) 255});
    assertArrayEquals(new byte[] {0, 0, 0, 7, 7, 7, -1, -1, -1}, grey.data());
  }

  @Test
  void withASignZeroIsWhiteWhateverTheOtherValues() {
    SaliencyMap map = new SaliencyMap(1, 3, new float[] {-1, 0, 4});
    RgbImage drawn = Overlay.colorMap(map, 3, 1, ColorMap.DIVERGING);
    byte[] table = ColorMap.DIVERGING.table();
    for (int channel = 0; channel < 3; channel++) {
      assertEquals(table[3 * 96 + channel], drawn.data()[channel], "a quarter of the blue side");
      assertTrue((drawn.data()[3 + channel] & 0xff) > 240, "nearly white");
      assertEquals(table[3 * 255 + channel], drawn.data()[6 + channel], "all of the red side");
    }
  }

  @Test
  void aMapOfZerosHasTheMiddle() {
    byte[] scaled = new SaliencyMap(1, 2, new float[2]).scaledAroundZero();
    assertArrayEquals(new byte[] {(byte) 128, (byte) 128}, scaled);
  }
}
