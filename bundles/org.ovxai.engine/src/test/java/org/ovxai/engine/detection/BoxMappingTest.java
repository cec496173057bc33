package org.ovxai.engine.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.image.MapSize;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.ResizeMode;

class BoxMappingTest {
  private static final Detection INNER = new Detection(3, 0.5, 40, 40, 60, 56);

  private static void assertClose(Detection expected, Detection found, double pixels) {
    assertEquals(expected.label(), found.label());
    assertEquals(expected.score(), found.score());
    assertEquals(expected.x1(), found.x1(), pixels, "x1");
    assertEquals(expected.y1(), found.y1(), pixels, "y1");
    assertEquals(expected.x2(), found.x2(), pixels, "x2");
    assertEquals(expected.y2(), found.y2(), pixels, "y2");
  }

  @Test
  void everyResizeModeIsTurnedBack() {
    Random random = new Random(1);
    for (ResizeMode mode : ResizeMode.values()) {
      for (int run = 0; run < 200; run++) {
        InputInfo input = Detectors.input(1 + random.nextInt(700), 1 + random.nextInt(700), mode);
        int width = 1 + random.nextInt(2000);
        int height = 1 + random.nextInt(2000);
        BoxMapping mapping = new BoxMapping(input, width, height);
        double x = random.nextDouble() * width;
        double y = random.nextDouble() * height;
        Detection box = new Detection(1, 0.25, x, y, (x + width) / 2, (y + height) / 2);
        assertClose(box, mapping.toPicture(mapping.toInput(box)), 1e-9);
      }
    }
  }

  /** By hand: 100 x 50 pixels in an input of 200 x 200 are 200 x 100, 50 lower in the letterbox. */
  @ParameterizedTest
  @CsvSource({
    "STANDARD, 20, 10, 30, 14",
    "FIT_TO_WINDOW, 20, 20, 30, 28",
    "FIT_TO_WINDOW_LETTERBOX, 20, 0, 30, 3",
    "CROP, 35, 10, 40, 14"
  })
  void aWidePictureByHand(ResizeMode mode, double x1, double y1, double x2, double y2) {
    BoxMapping mapping = new BoxMapping(Detectors.input(200, 200, mode), 100, 50);
    assertEquals(new Detection(3, 0.5, x1, y1, x2, y2), mapping.toPicture(INNER));
  }

  @ParameterizedTest
  @CsvSource({
    "STANDARD, 10, 20, 15, 28",
    "FIT_TO_WINDOW, 20, 20, 30, 28",
    "FIT_TO_WINDOW_LETTERBOX, 0, 20, 5, 28",
    "CROP, 10, 35, 15, 39"
  })
  void aHighPictureByHand(ResizeMode mode, double x1, double y1, double x2, double y2) {
    BoxMapping mapping = new BoxMapping(Detectors.input(200, 200, mode), 50, 100);
    assertEquals(new Detection(3, 0.5, x1, y1, x2, y2), mapping.toPicture(INNER));
  }

  /** The whole picture fills what the preprocessor writes, to the rounded pixel. */
  @ParameterizedTest
  @CsvSource({
    "FIT_TO_WINDOW, 77, 50",
    "FIT_TO_WINDOW, 31, 50",
    "FIT_TO_WINDOW, 640, 427",
    "FIT_TO_WINDOW_LETTERBOX, 77, 50",
    "FIT_TO_WINDOW_LETTERBOX, 31, 50",
    "FIT_TO_WINDOW_LETTERBOX, 427, 640",
    "FIT_TO_WINDOW_LETTERBOX, 1000, 3",
    "STANDARD, 123, 45"
  })
  void thePictureIsWhereThePreprocessorPutsIt(ResizeMode mode, int width, int height) {
    InputInfo input = Detectors.input(64, 48, mode);
    byte[] white = new byte[3 * width * height];
    Arrays.fill(white, (byte) 255);
    ByteBuffer target = ByteBuffer.allocateDirect(3 * 64 * 48 * 4).order(ByteOrder.nativeOrder());
    Preprocessor.fill(new RgbImage(width, height, white), input, target);
    int left = 64;
    int top = 48;
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        if (target.getFloat(4 * (64 * y + x)) == 255) {
          left = Math.min(left, x);
          right = Math.max(right, x + 1);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y + 1);
        }
      }
    }
    Detection whole = new Detection(0, 1, 0, 0, width, height);
    BoxMapping mapping = new BoxMapping(input, width, height);
    assertClose(new Detection(0, 1, left, top, right, bottom), mapping.toInput(whole), 1e-9);
    assertClose(whole, mapping.toPicture(new Detection(0, 1, left, top, right, bottom)), 1e-9);
  }

  /** A white block of the picture is where the mapping takes its box to, but for interpolation. */
  @ParameterizedTest
  @CsvSource({"STANDARD", "FIT_TO_WINDOW", "FIT_TO_WINDOW_LETTERBOX", "CROP"})
  void aBlockIsWhereThePreprocessorPutsIt(ResizeMode mode) {
    int width = 640;
    int height = 400;
    InputInfo input = Detectors.input(320, 160, mode);
    byte[] picture = new byte[3 * width * height];
    for (int y = 120; y < 200; y++) {
      Arrays.fill(picture, 3 * (y * width + 400), 3 * (y * width + 500), (byte) 255);
    }
    ByteBuffer target = ByteBuffer.allocateDirect(3 * 320 * 160 * 4).order(ByteOrder.nativeOrder());
    Preprocessor.fill(new RgbImage(width, height, picture), input, target);
    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    for (int y = 0; y < 160; y++) {
      for (int x = 0; x < 320; x++) {
        double value = target.getFloat(4 * (320 * y + x)) / 255;
        sum += value;
        sumX += value * (x + 0.5);
        sumY += value * (y + 0.5);
      }
    }
    Detection box =
        new BoxMapping(input, width, height).toInput(new Detection(0, 1, 400, 120, 500, 200));
    assertEquals((box.x1() + box.x2()) / 2, sumX / sum, 0.25);
    assertEquals((box.y1() + box.y2()) / 2, sumY / sum, 0.25);
    assertEquals(box.area(), sum, 0.06 * sum);
  }

  @Test
  void boxesAreClippedAndThoseOutsideLeftOut() {
    BoxMapping mapping =
        new BoxMapping(Detectors.input(200, 200, ResizeMode.FIT_TO_WINDOW_LETTERBOX), 100, 50);
    assertEquals(
        List.of(new Detection(0, 1, 0, 0, 100, 50)),
        mapping.toPicture(
            List.of(new Detection(0, 1, -5, -5, 300, 300), new Detection(1, 1, 10, 5, 60, 45))));
  }

  @Test
  void aPictureHasPixels() {
    assertThrows(EngineException.class, () -> new BoxMapping(Detectors.input(200, 200), 0, 50));
  }

  /**
   * What the network sees, averaged in cells, is the map of a network that looks for bright places;
   * on the picture it is brightest where the picture is.
   */
  @ParameterizedTest
  @CsvSource({
    "FIT_TO_WINDOW, 320, 160, 1",
    "FIT_TO_WINDOW, 320, 160, 8",
    "FIT_TO_WINDOW_LETTERBOX, 320, 160, 1",
    "FIT_TO_WINDOW_LETTERBOX, 320, 160, 8",
    "FIT_TO_WINDOW_LETTERBOX, 160, 320, 8",
    "CROP, 320, 160, 1",
    "CROP, 160, 320, 8",
    "STANDARD, 320, 160, 8"
  })
  void mapsLieOnThePictureWhereTheNetworkLooked(ResizeMode mode, int width, int height, int cell) {
    InputInfo input = Detectors.input(width, height, mode);
    byte[] picture = new byte[3 * 640 * 400];
    for (int y = 120; y < 200; y++) {
      Arrays.fill(picture, 3 * (y * 640 + 320), 3 * (y * 640 + 400), (byte) 255);
    }
    float[] seen = Preprocessor.floats(new RgbImage(640, 400, picture), input);
    SaliencyMap map = cells(Arrays.copyOf(seen, width * height), width, cell);
    BoxMapping mapping = new BoxMapping(input, 640, 400);
    SaliencyMap onPicture = mapping.toPicture(map);
    assertCentre(360, 160, MapSize.resized(onPicture, 400, 640));
    SaliencyMap back = MapSize.resized(mapping.toInput(onPicture), height, width);
    Detection box = mapping.toInput(new Detection(0, 1, 320, 120, 400, 200));
    assertCentre((box.x1() + box.x2()) / 2, (box.y1() + box.y2()) / 2, back);
  }

  /** The means of square cells. */
  private static SaliencyMap cells(float[] values, int width, int cell) {
    int columns = width / cell;
    float[] means = new float[values.length / cell / cell];
    for (int i = 0; i < values.length; i++) {
      means[i / width / cell * columns + i % width / cell] += values[i] / cell / cell;
    }
    return new SaliencyMap(means.length / columns, columns, means);
  }

  private static void assertCentre(double x, double y, SaliencyMap map) {
    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < map.values().length; i++) {
      sum += map.values()[i];
      sumX += map.values()[i] * (i % map.width() + 0.5);
      sumY += map.values()[i] * (i / map.width() + 0.5);
    }
    assertEquals(x, sumX / sum, 2, "x");
    assertEquals(y, sumY / sum, 2, "y");
  }

  @Test
  void whatIsNotSeenGetsTheLeastValue() {
    float[] values = new float[64];
    Arrays.fill(values, 3);
    values[9] = -2;
    SaliencyMap map = new SaliencyMap(8, 8, values);
    InputInfo input = Detectors.input(8, 8, ResizeMode.CROP);
    SaliencyMap wide = new BoxMapping(input, 32, 16).toPicture(map);
    assertEquals(8, wide.height());
    assertEquals(16, wide.width());
    assertEquals(-2, wide.at(5, 3));
    assertEquals(3, wide.at(5, 4));
    assertEquals(-2, wide.at(1, 5));
    assertEquals(-2, wide.at(5, 12));
    InputInfo boxed = Detectors.input(8, 8, ResizeMode.FIT_TO_WINDOW_LETTERBOX);
    SaliencyMap padded = new BoxMapping(boxed, 32, 16).toInput(map);
    assertEquals(-2, padded.at(1, 6));
    assertEquals(3, padded.at(5, 6));
    assertEquals(-2, padded.at(6, 6));
  }

  @Test
  void aMapOfTheWholePictureStaysAsItIs() {
    SaliencyMap map = new SaliencyMap(1, 2, new float[] {1, 2});
    for (ResizeMode mode : ResizeMode.values()) {
      BoxMapping same = new BoxMapping(Detectors.input(30, 20, mode), 60, 40);
      assertSame(map, same.toPicture(map));
      assertSame(map, same.toInput(map));
    }
  }
}
