package org.ovxai.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
}
