package org.ovxai.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Fixtures;
import org.ovxai.engine.model.ColorOrder;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.Interpolation;
import org.ovxai.engine.model.Layout;
import org.ovxai.engine.model.Preprocessing;
import org.ovxai.engine.model.ResizeMode;

class PreprocessorTest {
  private static final RgbImage TWO_PIXELS =
      new RgbImage(2, 1, new byte[] {10, 20, 30, 40, 50, 60});

  private static ByteBuffer fill(RgbImage image, InputInfo input) {
    int size = input.shape().stream().reduce(1, (a, b) -> a * b);
    ByteBuffer target =
        ByteBuffer.allocateDirect(size * Float.BYTES).order(ByteOrder.nativeOrder());
    Preprocessor.fill(image, input, target);
    return target;
  }

  private static float[] floats(RgbImage image, InputInfo input) {
    float[] values = new float[input.shape().stream().reduce(1, (a, b) -> a * b)];
    fill(image, input).asFloatBuffer().get(values);
    return values;
  }

  private static InputInfo input(Layout layout, String type, Preprocessing how, Integer... shape) {
    return new InputInfo("x", List.of(shape), layout, type, how);
  }

  private static Preprocessing how(ColorOrder order, ResizeMode mode, double mean, double scale) {
    return new Preprocessing(order, mode, Interpolation.LINEAR, 7, List.of(mean), List.of(scale));
  }

  @Test
  void aPhotoEqualsTheReferenceToTheBit() throws Exception {
    InputInfo input =
        input(
            Layout.NCHW, "f32", how(ColorOrder.RGB, ResizeMode.STANDARD, 127, 128), 1, 3, 224, 224);
    assertArrayEquals(
        Fixtures.reference("koala/tensor.npz").get("data").floats(),
        floats(Fixtures.image("koala"), input));
  }

  @Test
  void channelsAndLayout() {
    Preprocessing rgb =
        new Preprocessing(
            ColorOrder.RGB,
            ResizeMode.STANDARD,
            Interpolation.LINEAR,
            0,
            List.of(1.0, 2.0, 3.0),
            List.of(1.0, 2.0, 4.0));
    assertArrayEquals(
        new float[] {9, 39, 9, 24, 6.75f, 14.25f},
        floats(TWO_PIXELS, input(Layout.NCHW, "f32", rgb, 1, 3, 1, 2)));
    assertArrayEquals(
        new float[] {9, 9, 6.75f, 39, 24, 14.25f},
        floats(TWO_PIXELS, input(Layout.NHWC, "f32", rgb, 1, 1, 2, 3)));
    assertArrayEquals(
        new float[] {30, 60, 20, 50, 10, 40},
        floats(
            TWO_PIXELS,
            input(Layout.NCHW, "f32", how(ColorOrder.BGR, ResizeMode.STANDARD, 0, 1), 1, 3, 1, 2)));
  }

  @Test
  void eightBitInputsGetThePixels() {
    ByteBuffer filled =
        fill(
            TWO_PIXELS,
            input(Layout.NHWC, "u8", how(ColorOrder.RGB, ResizeMode.STANDARD, 0, 1), 1, 1, 2, 3));
    for (int i = 0; i < 6; i++) {
      assertEquals(TWO_PIXELS.data()[i], filled.get(i));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,10,4900",
    "127,128,10,bb50",
    "0,1000,10,211f",
    "0,1e9,60,0001",
    "0,1e-4,60,7c00",
    "60,1,10,d240"
  })
  void halfFloatsAreRoundedToTheNearest(double mean, double scale, int pixel, String expected) {
    RgbImage one = new RgbImage(1, 1, new byte[] {(byte) pixel, 0, 0});
    ByteBuffer filled =
        fill(
            one,
            input(
                Layout.NCHW,
                "f16",
                how(ColorOrder.RGB, ResizeMode.STANDARD, mean, scale),
                1,
                3,
                1,
                1));
    assertEquals(expected, String.format("%04x", filled.getShort(0)));
  }

  @Test
  void greyNetworksGetTheLuminance() {
    InputInfo grey =
        input(Layout.NCHW, "f32", how(ColorOrder.RGB, ResizeMode.STANDARD, 0, 1), 1, 1, 1, 2);
    assertArrayEquals(new float[] {18, 48}, floats(TWO_PIXELS, grey));
  }

  @Test
  void fitToWindowPadsAtTheRightAndTheBottom() {
    RgbImage white = new RgbImage(4, 2, filled(4 * 2 * 3));
    float[] padded =
        floats(
            white,
            input(
                Layout.NCHW,
                "f32",
                how(ColorOrder.RGB, ResizeMode.FIT_TO_WINDOW, 0, 1),
                1,
                3,
                4,
                4));
    assertEquals(255, padded[7]);
    assertEquals(7, padded[8]);
  }

  @Test
  void letterboxPadsOnBothSidesAndTheOddPixelBelow() {
    RgbImage white = new RgbImage(5, 2, filled(5 * 2 * 3));
    float[] padded =
        floats(
            white,
            input(
                Layout.NCHW,
                "f32",
                how(ColorOrder.RGB, ResizeMode.FIT_TO_WINDOW_LETTERBOX, 0, 1),
                1,
                3,
                5,
                5));
    for (int row = 0; row < 5; row++) {
      assertEquals(row == 1 || row == 2 ? 255 : 7, padded[row * 5], "row " + row);
    }
  }

  @Test
  void cropTakesTheMiddle() {
    byte[] data = new byte[4 * 3];
    for (int x = 0; x < 4; x++) {
      data[3 * x] = (byte) (10 * x);
    }
    RgbImage wide = new RgbImage(4, 1, data);
    float[] cropped =
        floats(
            wide,
            input(Layout.NCHW, "f32", how(ColorOrder.RGB, ResizeMode.CROP, 0, 1), 1, 3, 1, 2));
    assertArrayEquals(new float[] {10, 20}, new float[] {cropped[0], cropped[1]});
  }

  @Test
  void otherElementTypesAreRefused() {
    InputInfo integers =
        input(Layout.NCHW, "i32", how(ColorOrder.RGB, ResizeMode.STANDARD, 0, 1), 1, 3, 1, 2);
    assertThrows(EngineException.class, () -> fill(TWO_PIXELS, integers));
  }

  private static byte[] filled(int size) {
    byte[] data = new byte[size];
    Arrays.fill(data, (byte) 255);
    return data;
  }

  @Test
  void fittedSizesAreRounded() {
    RgbImage white = new RgbImage(3, 2, filled(3 * 2 * 3));
    Preprocessing fit = how(ColorOrder.RGB, ResizeMode.FIT_TO_WINDOW, 0, 1);
    float[] padded = floats(white, input(Layout.NCHW, "f32", fit, 1, 3, 4, 4));
    for (int row = 0; row < 4; row++) {
      assertEquals(row < 3 ? 255 : 7, padded[row * 4], "row " + row);
    }
  }
}
