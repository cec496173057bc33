package org.ovxai.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Fixtures;

class MapPngTest {
  private static SaliencyMap random(int height, int width) {
    float[] values = new float[height * width];
    Random random = new Random(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * 1e-3 - 5);
    }
    return new SaliencyMap(height, width, values);
  }

  @Test
  void theValuesComeBackToTheBit() {
    SaliencyMap map = random(7, 9);
    assertArrayEquals(map.values(), MapPng.decode(MapPng.encode(map), 0, 1).values());
  }

  @Test
  void otherProgramsSeeSixteenBits() throws Exception {
    SaliencyMap map = random(5, 3);
    var picture = ImageIO.read(new ByteArrayInputStream(MapPng.encode(map)));
    assertEquals(3, picture.getWidth());
    assertEquals(16, picture.getColorModel().getPixelSize());
    for (int i = 0; i < 15; i++) {
      double expected = (map.values()[i] - map.min()) / (double) (map.max() - map.min()) * 65535;
      assertEquals(expected, picture.getRaster().getSample(i % 3, i / 3, 0), 0.51);
    }
  }

  @Test
  void withoutTheChunkThePixelsCount() throws Exception {
    SaliencyMap map = random(5, 3);
    ByteArrayOutputStream stripped = new ByteArrayOutputStream();
    ImageIO.write(ImageIO.read(new ByteArrayInputStream(MapPng.encode(map))), "png", stripped);
    float[] found = MapPng.decode(stripped.toByteArray(), map.min(), map.max()).values();
    assertArrayEquals(map.values(), found, (map.max() - map.min()) / 131000);
  }

  @Test
  void aConstantMapIsBlack() throws Exception {
    SaliencyMap map = new SaliencyMap(2, 2, new float[] {3, 3, 3, 3});
    assertArrayEquals(map.values(), MapPng.decode(MapPng.encode(map), 3, 3).values());
    var picture = ImageIO.read(new ByteArrayInputStream(MapPng.encode(map)));
    assertEquals(0, picture.getRaster().getSample(1, 1, 0));
  }

  @Test
  void whatIsNoPictureIsRefused() {
    assertThrows(EngineException.class, () -> MapPng.decode(new byte[] {1, 2, 3}, 0, 1));
    byte[] png = MapPng.encode(random(7, 7));
    assertThrows(
        EngineException.class, () -> MapPng.decode(Arrays.copyOf(png, png.length / 2), 0, 1));
  }

  @Test
  void valuesThatAreNoNumbersAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new SaliencyMap(1, 2, new float[] {1, Float.NaN}));
  }

  @Test
  void scalingCutsAndKeepsAConstantMapAtZero() {
    assertArrayEquals(
        new byte[] {0, 127, (byte) 255}, new SaliencyMap(1, 3, new float[] {0, 0.5f, 1}).scaled());
    assertArrayEquals(new byte[] {0, 0}, new SaliencyMap(1, 2, new float[] {7, 7}).scaled());
  }

  @Test
  void valuesThatWereDamagedAreRefused() {
    byte[] png = MapPng.encode(random(7, 7));
    png[png.length - 30] ^= 1;
    String message =
        assertThrows(EngineException.class, () -> MapPng.decode(png, 0, 1)).getMessage();
    assertTrue(message.contains("smAP"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bison/reciprocam.npz",
        "chelsea_cat/reciprocam_ir_fp16.npz",
        "chelsea_cat/activationmap_ir_fp16.npz",
        "koala/reciprocam_ir_fp16.npz"
      })
  void scalingEqualsWhatTheNetworkOfTheReferenceGives(String name) throws Exception {
    var arrays = Fixtures.reference(name);
    for (int i = 0; i < arrays.get("targets").values().length; i++) {
      SaliencyMap map = new SaliencyMap(7, 7, Fixtures.part(arrays.get("raw_f32"), i));
      float[] expected = Fixtures.part(arrays.get("scaled_u8"), i);
      for (int cell = 0; cell < expected.length; cell++) {
        assertEquals(expected[cell], map.scaled()[cell] & 0xff);
      }
    }
  }

  @Test
  void theReciprocalDecidesWhereDivisionsDiffer() {
    SaliencyMap map = new SaliencyMap(1, 3, new float[] {0, 10, 25});
    assertArrayEquals(new byte[] {0, 101, (byte) 255}, map.scaled());
  }
}
