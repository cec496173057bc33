package org.ovxai.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knime.core.data.image.png.PNGImageContent;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.testing.core.DifferenceChecker;

class SaliencyMapCheckerTest {
  private final DifferenceChecker<PNGImageValue> checker =
      new SaliencyMapCheckerFactory().newChecker();

  @Test
  void theSameMapIsTheSame() throws Exception {
    assertTrue(checker.check(map(7, 7, 1234), map(7, 7, 1234)).ok());
  }

  @Test
  void aHundredthOfTheRangeIsAllowed() throws Exception {
    assertTrue(checker.check(map(7, 7, 1000), map(7, 7, 1655)).ok());
    String message = checker.check(map(7, 7, 1000), map(7, 7, 1656)).getMessage();
    assertTrue(message.startsWith("differs by 0.01000"), message);
    assertTrue(message.contains("x 3, y 2, channel 0"), message);
  }

  @Test
  void differencesCountInBothDirections() throws Exception {
    assertTrue(!checker.check(map(7, 7, 60000), map(7, 7, 1000)).ok());
    assertTrue(!checker.check(map(7, 7, 1000), map(7, 7, 60000)).ok());
  }

  @Test
  void theAllowedDifferenceCanBeSet() throws Exception {
    NodeSettings settings = new NodeSettings("checker");
    checker.saveSettings(settings);
    settings.addDouble("allowedDifference", 0);
    checker.validateSettings(settings);
    checker.loadSettings(settings);
    assertTrue(!checker.check(map(7, 7, 1000), map(7, 7, 1001)).ok());
    settings.addDouble("allowedDifference", 1.5);
    assertThrows(InvalidSettingsException.class, () -> checker.validateSettings(settings));
    checker.loadSettingsForDialog(settings);
    assertTrue(!checker.check(map(7, 7, 1000), map(7, 7, 1001)).ok(), "stays as it was");
    assertEquals(1, checker.getDialogComponents().size());
  }

  @Test
  void anotherSizeOrDepthDiffers() throws Exception {
    assertEquals(
        "expected 7 x 7 pixels with 1 channels of 16 bits, got 7 x 8 pixels with 1 channels of 16"
            + " bits",
        checker.check(map(7, 7, 0), map(7, 8, 0)).getMessage());
    assertTrue(
        checker
            .check(map(7, 7, 0), png(new BufferedImage(7, 7, BufferedImage.TYPE_3BYTE_BGR)))
            .getMessage()
            .endsWith("got 7 x 7 pixels with 3 channels of 8 bits"));
  }

  @Test
  void coloursAreCompared() throws Exception {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_3BYTE_BGR);
    PNGImageValue before = png(image);
    image.setRGB(1, 1, 0x000002);
    assertTrue(checker.check(before, png(image)).ok());
    image.setRGB(1, 1, 0x000003);
    assertTrue(!checker.check(before, png(image)).ok());
  }

  @Test
  void thePluginNamesTheFactory() throws Exception {
    String plugin = Files.readString(Path.of("plugin.xml"));
    assertTrue(plugin.contains("class=\"" + SaliencyMapCheckerFactory.class.getName() + '"'));
    assertEquals(PNGImageValue.class, new SaliencyMapCheckerFactory().getType());
  }

  private static PNGImageValue map(int width, int height, int value) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(3, 2, 0, value);
    return png(image);
  }

  private static PNGImageValue png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return (PNGImageValue) new PNGImageContent(bytes.toByteArray()).toImageCell();
  }
}
