package org.ovxai.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Fixtures;

class ImageFilesTest {
  @Test
  void pngKeepsEveryPixel() {
    RgbImage photo = Fixtures.image("koala");
    RgbImage again = ImageFiles.decode(ImageFiles.png(photo));
    assertEquals(photo.width(), again.width());
    assertArrayEquals(photo.data(), again.data());
  }

  @Test
  void theFirstChannelIsRed() {
    RgbImage red = new RgbImage(1, 1, new byte[] {(byte) 200, 20, 10});
    assertArrayEquals(red.data(), ImageFiles.decode(ImageFiles.png(red)).data());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.3, 0.7, 0.999})
  void aTruncatedJpegIsRefused(double part) throws Exception {
    byte[] whole = Files.readAllBytes(Fixtures.photo("koala"));
    assertRefused(Arrays.copyOf(whole, (int) (whole.length * part)), "ends too early");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.999})
  void aTruncatedPngIsRefused(double part) {
    byte[] whole = ImageFiles.png(Fixtures.image("koala"));
    assertRefused(Arrays.copyOf(whole, (int) (whole.length * part)), "ends too early");
  }

  @Test
  void aDamagedPngIsRefused() {
    byte[] png = ImageFiles.png(Fixtures.image("koala"));
    png[png.length / 2] ^= 1;
    assertRefused(png, "damaged");
  }

  @Test
  void aJpegOverwrittenInTheMiddleIsRefused() throws Exception {
    byte[] jpeg = Files.readAllBytes(Fixtures.photo("koala"));
    Arrays.fill(jpeg, jpeg.length / 2, jpeg.length / 2 + 4000, (byte) 0xff);
    assertRefused(jpeg, "damaged");
  }

  @Test
  void bytesBehindTheEndOfAJpegAreAllowed() throws Exception {
    byte[] jpeg = Files.readAllBytes(Fixtures.photo("koala"));
    assertEquals(
        Fixtures.image("koala").width(),
        ImageFiles.decode(Arrays.copyOf(jpeg, jpeg.length + 9)).width());
  }

  @Test
  void bytesBetweenDataAndEndOfAJpegAreAllowed() throws Exception {
    byte[] jpeg = Files.readAllBytes(Fixtures.photo("koala"));
    byte[] padded = Arrays.copyOf(jpeg, jpeg.length + 4);
    System.arraycopy(jpeg, jpeg.length - 2, padded, padded.length - 2, 2);
    Arrays.fill(padded, jpeg.length - 2, padded.length - 2, (byte) 0);
    assertArrayEquals(Fixtures.image("koala").data(), ImageFiles.decode(padded).data());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void theOrientationIsApplied(int orientation) throws Exception {
    byte[] jpeg = ImageFiles.jpeg(new RgbImage(16, 8, half(16, 8)), 100);
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      18,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    byte[] turned = new byte[jpeg.length + exif.length];
    System.arraycopy(jpeg, 0, turned, 0, 2);
    System.arraycopy(exif, 0, turned, 2, exif.length);
    System.arraycopy(jpeg, 2, turned, 2 + exif.length, jpeg.length - 2);
    RgbImage image = ImageFiles.decode(turned);
    boolean upright = orientation < 5;
    assertEquals(upright ? 16 : 8, image.width());
    int last = image.data().length - 1;
    boolean first = List.of(1, 4, 5, 6).contains(orientation);
    assertEquals(first, (image.data()[0] & 0xff) > 128, "first pixel");
    assertEquals(!first, (image.data()[last] & 0xff) > 128, "last pixel");
  }

  /** The left half white, the right half black. */
  private static byte[] half(int width, int height) {
    byte[] data = new byte[3 * width * height];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i / 3 % width < width / 2 ? 255 : 0);
    }
    return data;
  }

  @Test
  void textAndNothingAreRefused() {
    assertRefused("no picture".getBytes(StandardCharsets.UTF_8), "no JPEG, PNG");
    assertRefused(new byte[0], "empty");
  }

  @Test
  void theMessageNamesTheFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("Käse bild.jpg"), "x");
    String message = assertThrows(EngineException.class, () -> ImageFiles.read(file)).getMessage();
    assertTrue(message.contains("Käse bild.jpg"), message);
    Path missing = folder.resolve("missing.png");
    assertTrue(
        assertThrows(EngineException.class, () -> ImageFiles.read(missing))
            .getMessage()
            .contains("missing.png"));
  }

  @Test
  void namesOutsideAsciiAreRead(@TempDir Path folder) throws Exception {
    Path file = Files.copy(Fixtures.photo("koala"), folder.resolve("Bär 熊.jpg"));
    assertArrayEquals(Fixtures.image("koala").data(), ImageFiles.read(file).data());
  }

  private static void assertRefused(byte[] file, String why) {
    String message =
        assertThrows(EngineException.class, () -> ImageFiles.decode(file)).getMessage();
    assertTrue(message.contains(why), message);
  }

  @Test
  void shrinkingKeepsTheShapeAndAverages() {
    RgbImage wide = new RgbImage(4, 2, new byte[24]);
    for (int i = 0; i < 24; i += 6) {
      wide.data()[i] = 100;
    }
    RgbImage small = ImageFiles.shrunk(wide, 2);
    assertEquals(2, small.width());
    assertEquals(1, small.height());
    assertEquals(50, small.data()[0]);
    assertEquals(wide, ImageFiles.shrunk(wide, 4));
    assertEquals(1, ImageFiles.shrunk(new RgbImage(900, 1, new byte[2700]), 10).height());
  }
}
