package org.ovxai.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Fixtures;

class OverlayTest {
  private static SaliencyMap bison() throws Exception {
    var arrays = Fixtures.reference("bison/reciprocam.npz");
    double[] targets = arrays.get("targets").values();
    int index = 0;
    while (targets[index] != 347) {
      index++;
    }
    return new SaliencyMap(7, 7, Fixtures.part(arrays.get("raw_f32"), index));
  }

  private static byte[] picture(String name) throws Exception {
    try (var in = OverlayTest.class.getResourceAsStream("/references/bison/" + name)) {
      return ImageFiles.decode(in.readAllBytes()).data();
    }
  }

  @Test
  void theColourMapEqualsTheReferenceToThePixel() throws Exception {
    assertArrayEquals(
        picture("bison_reciprocam_overlay0_text0.png"),
        Overlay.colorMap(bison(), 640, 480, ColorMap.JET).data());
  }

  @Test
  void theOverlayEqualsTheReferenceToThePixel() throws Exception {
    RgbImage found =
        Overlay.draw(Fixtures.image("bison"), bison(), OverlayOptions.defaults(), "", 0);
    assertArrayEquals(picture("bison_reciprocam_overlay1_text0.png"), found.data());
  }

  @Test
  void theWeightIsThePicturesShare() throws Exception {
    RgbImage photo = Fixtures.image("bison");
    OverlayOptions photoOnly = new OverlayOptions(1, ColorMap.JET, false);
    assertArrayEquals(photo.data(), Overlay.draw(photo, bison(), photoOnly, "", 0).data());
    OverlayOptions mapOnly = new OverlayOptions(0, ColorMap.VIRIDIS, false);
    assertArrayEquals(
        Overlay.colorMap(bison(), 640, 480, ColorMap.VIRIDIS).data(),
        Overlay.draw(photo, bison(), mapOnly, "", 0).data());
  }

  @Test
  void textEqualsTheReferenceToThePixel() throws Exception {
    OverlayOptions withText = new OverlayOptions(0.5, ColorMap.JET, true);
    RgbImage found = Overlay.draw(Fixtures.image("bison"), bison(), withText, "bison", Double.NaN);
    assertArrayEquals(picture("bison_reciprocam_overlay1_text1.png"), found.data());
  }

  @Test
  void theConfidenceHasTwoDecimals() throws Exception {
    OverlayOptions withText = new OverlayOptions(0.5, ColorMap.JET, true);
    RgbImage photo = Fixtures.image("bison");
    assertArrayEquals(
        Overlay.draw(photo, bison(), withText, "bison|0.95", Double.NaN).data(),
        Overlay.draw(photo, bison(), withText, "bison", 0.9541).data());
  }

  @Test
  void longTextFitsSmallPictures() throws Exception {
    RgbImage small = new RgbImage(40, 30, new byte[40 * 30 * 3]);
    OverlayOptions withText = new OverlayOptions(0.5, ColorMap.JET, true);
    assertEquals(40, Overlay.draw(small, bison(), withText, "a very long label indeed", 1).width());
  }

  @Test
  void weightsOutsideZeroToOneAreRefused() {
    assertThrows(EngineException.class, () -> new OverlayOptions(1.5, ColorMap.JET, false));
    assertThrows(EngineException.class, () -> new OverlayOptions(Double.NaN, ColorMap.JET, false));
  }

  @Test
  void theResizedMapFillsTheColoursAgain() {
    SaliencyMap wide = new SaliencyMap(1, 3, new float[] {0, 1, 0.5f});
    SaliencyMap ends = new SaliencyMap(1, 2, new float[] {0, 1});
    assertArrayEquals(
        Overlay.colorMap(ends, 2, 1, ColorMap.JET).data(),
        Overlay.colorMap(wide, 2, 1, ColorMap.JET).data());
  }

  @Test
  void aConstantMapHasTheLeastColour() {
    SaliencyMap constant = new SaliencyMap(1, 2, new float[] {3, 3});
    RgbImage drawn = Overlay.colorMap(constant, 2, 1, ColorMap.JET);
    assertArrayEquals(new byte[] {0, 0, (byte) 128, 0, 0, (byte) 128}, drawn.data());
  }

  @Test
  void confidencesAreRoundedAsPythonDoes() {
    assertEquals("a|0.12", Confidence.after("a", 0.125));
    assertEquals("a", Confidence.after("a", Double.NaN));
  }

  @Test
  void aDetectionIsOutlinedAndNamedAsTheReferenceDoes() throws Exception {
    SaliencyMap map;
    try (var in = OverlayTest.class.getResourceAsStream("/references/bison/nanodet_aise_map.png")) {
      map = MapPng.decode(in.readAllBytes(), 0, 255);
    }
    PixelBox box =
        new PixelBox(
            78.607 * 640 / 416, 49.099 * 480 / 416, 337.749 * 640 / 416, 318.935 * 480 / 416);
    OverlayOptions withText = new OverlayOptions(0.5, ColorMap.JET, true);
    RgbImage found = Overlay.draw(Fixtures.image("bison"), map, withText, "cow", 0.7945, box);
    assertClose(picture("bison_aisedet_overlay1.png"), found.data(), 2, 60);
  }

  /** The map was scaled by another program, which rounds a few cells to the next step. */
  private static void assertClose(byte[] expected, byte[] found, int most, int pixels) {
    assertEquals(expected.length, found.length);
    int differing = 0;
    for (int i = 0; i < expected.length; i += 3) {
      int difference = 0;
      for (int c = i; c < i + 3; c++) {
        difference = Math.max(difference, Math.abs((expected[c] & 0xff) - (found[c] & 0xff)));
      }
      differing += difference > 0 ? 1 : 0;
      assertTrue(difference <= most, "pixel " + i / 3 + " differs by " + difference);
    }
    assertTrue(differing <= pixels, differing + " pixels differ");
  }

  @Test
  void withoutTextOnlyTheOutlineIsDrawn() {
    RgbImage black = new RgbImage(20, 20, new byte[1200]);
    SaliencyMap zero = new SaliencyMap(1, 1, new float[1]);
    OverlayOptions photoOnly = new OverlayOptions(1, ColorMap.JET, false);
    byte[] drawn =
        Overlay.draw(black, zero, photoOnly, "a", 1, new PixelBox(5.9, 6.9, 14, 15)).data();
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 20; x++) {
        boolean inside = x > 5 && x < 14 && y > 6 && y < 15;
        boolean red = drawn[3 * (20 * y + x)] != 0;
        assertTrue(!red || x >= 4 && x <= 15 && y >= 5 && y <= 16, "outside at " + x + ", " + y);
        assertTrue(!red || !inside || x < 7 || x > 12 || y < 8 || y > 13, "within");
      }
    }
    assertEquals(-1, drawn[3 * (20 * 6 + 5)], "the corner");
  }

  @Test
  void aSavedJpegIsTheReferencesTo40Decibel() throws Exception {
    OverlayOptions withText = new OverlayOptions(0.5, ColorMap.JET, true);
    RgbImage overlay =
        Overlay.draw(Fixtures.image("bison"), bison(), withText, "bison", Double.NaN);
    byte[] found = ImageFiles.decode(ImageFiles.jpeg(overlay, 95)).data();
    byte[] expected = picture("saved_bison.jpg");
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      sum += Math.pow((expected[i] & 0xff) - (found[i] & 0xff), 2);
    }
    double decibel = 10 * Math.log10(255.0 * 255 * expected.length / sum);
    assertTrue(decibel > 40, decibel + " dB");
  }
}
