package org.ovxai.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
}
