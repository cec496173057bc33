package org.ovxai.testing;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.defaultnodesettings.DialogComponent;
import org.knime.core.node.defaultnodesettings.DialogComponentNumber;
import org.knime.core.node.defaultnodesettings.SettingsModelDoubleBounded;
import org.knime.testing.core.AbstractDifferenceChecker;

/**
 * Compares saliency maps (16-bit grey) and overlays (8-bit colours), pixel by pixel. The allowed
 * difference is a part of the range of values, 0 to 1: with 0.01, grey values of 16 bits may differ
 * by 655, and colours by 2. Size, number of channels and bits per channel must be the same.
 */
public final class SaliencyMapChecker extends AbstractDifferenceChecker<PNGImageValue> {
  private static final double STEP = 0.001;

  private final SettingsModelDoubleBounded allowed =
      new SettingsModelDoubleBounded("allowedDifference", 0.01, 0, 1);

  @Override
  public Result check(PNGImageValue expected, PNGImageValue got) {
    try {
      return compare(decode(expected), decode(got));
    } catch (IOException e) {
      return new Result("A picture cannot be read: " + e.getMessage());
    }
  }

  private static BufferedImage decode(PNGImageValue value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    value.getImageContent().save(bytes);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    if (image == null) {
      throw new IOException("no PNG");
    }
    return image;
  }

  private Result compare(BufferedImage expected, BufferedImage got) {
    if (!form(expected).equals(form(got))) {
      return new Result("expected " + form(expected) + ", got " + form(got));
    }
    Raster expectedPixels = expected.getRaster();
    Raster gotPixels = got.getRaster();
    double range = (1 << bits(expected)) - 1;
    double largest = 0;
    String where = "";
    for (int y = 0; y < expected.getHeight(); y++) {
      for (int x = 0; x < expected.getWidth(); x++) {
        for (int channel = 0; channel < expectedPixels.getNumBands(); channel++) {
          double difference =
              Math.abs(expectedPixels.getSample(x, y, channel) - gotPixels.getSample(x, y, channel))
                  / range;
          if (difference > largest) {
            largest = difference;
            where = "x " + x + ", y " + y + ", channel " + channel;
          }
        }
      }
    }
    return largest > allowed.getDoubleValue()
        ? new Result(
            "differs by "
                + largest
                + " of the range at "
                + where
                + "; allowed is "
                + allowed.getDoubleValue())
        : OK;
  }

  private static String form(BufferedImage image) {
    return image.getWidth()
        + " x "
        + image.getHeight()
        + " pixels with "
        + image.getRaster().getNumBands()
        + " channels of "
        + bits(image)
        + " bits";
  }

  private static int bits(BufferedImage image) {
    return image.getSampleModel().getSampleSize(0);
  }

  @Override
  public String getDescription() {
    return SaliencyMapCheckerFactory.DESCRIPTION;
  }

  @Override
  public void loadSettings(NodeSettingsRO settings) throws InvalidSettingsException {
    super.loadSettings(settings);
    allowed.loadSettingsFrom(settings);
  }

  @Override
  public void loadSettingsForDialog(NodeSettingsRO settings) {
    super.loadSettingsForDialog(settings);
    try {
      allowed.loadSettingsFrom(settings);
    } catch (InvalidSettingsException e) {
      // A new checker has no settings yet: the default stays.
    }
  }

  @Override
  public void saveSettings(NodeSettingsWO settings) {
    super.saveSettings(settings);
    allowed.saveSettingsTo(settings);
  }

  @Override
  public void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException {
    super.validateSettings(settings);
    allowed.validateSettings(settings);
  }

  @Override
  public List<? extends DialogComponent> getDialogComponents() {
    List<DialogComponent> components = new ArrayList<>(super.getDialogComponents());
    components.add(
        new DialogComponentNumber(allowed, "Allowed difference (0 to 1, of the range)", STEP));
    return components;
  }
}
