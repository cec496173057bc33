package org.ovxai.engine.image;

import java.util.Locale;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Draws saliency maps. */
public final class Overlay {
  private static final int MARGIN = 3;
  private static final int RIGHT_MARGIN = 5;
  private static final Scalar RED = new Scalar(255, 0, 0);

  private Overlay() {}

  /**
   * A map in colour: scaled to 0..255, resized bilinearly, scaled again.
   *
   * @param width columns of the picture that is made
   * @param height rows of the picture that is made
   */
  public static RgbImage colorMap(SaliencyMap map, int width, int height, ColorMap colors) {
    try (Mats mats = new Mats()) {
      Mat small = mats.bytes(map.height(), map.width(), 1, map.scaled());
      Mat large = mats.empty();
      Imgproc.resize(small, large, new Size(width, height), 0, 0, Imgproc.INTER_LINEAR);
      Mat scaled = mats.bytes(height, width, 1, rescaled(large));
      Mat colored = mats.empty();
      Imgproc.applyColorMap(scaled, colored, colors.code());
      return Mats.image(mats.swapped(colored));
    }
  }

  private static byte[] rescaled(Mat grey) {
    byte[] bytes = new byte[Math.toIntExact(grey.total())];
    grey.get(0, 0, bytes);
    int min = 255;
    int max = 0;
    for (byte b : bytes) {
      min = Math.min(min, b & 0xff);
      max = Math.max(max, b & 0xff);
    }
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = max == min ? 0 : (byte) (255 * ((bytes[i] & 0xff) - min) / (max - min));
    }
    return bytes;
  }

  /**
   * A map over a picture: {@code weight * picture + (1 - weight) * colours}, cut to whole numbers,
   * at the picture's size.
   *
   * @param label what is written, as {@code label|0.87}, if the options say so
   * @param confidence the number behind it; NaN for the label alone
   */
  public static RgbImage draw(
      RgbImage image, SaliencyMap map, OverlayOptions options, String label, double confidence) {
    byte[] colors = colorMap(map, image.width(), image.height(), options.colorMap()).data();
    byte[] mixed = new byte[colors.length];
    for (int i = 0; i < mixed.length; i++) {
      double sum =
          (image.data()[i] & 0xff) * options.weight() + (colors[i] & 0xff) * (1 - options.weight());
      mixed[i] = (byte) (int) Math.min(sum, 255);
    }
    RgbImage result = new RgbImage(image.width(), image.height(), mixed);
    String number = Double.isNaN(confidence) ? "" : String.format(Locale.ROOT, "|%.2f", confidence);
    return options.text() ? withText(result, label + number) : result;
  }

  /** Red, at the top left, as large as fits up to the font's full size. */
  private static RgbImage withText(RgbImage image, String text) {
    int font = Imgproc.FONT_HERSHEY_DUPLEX;
    try (Mats mats = new Mats()) {
      Mat canvas = mats.rgb(image);
      double scale = 1;
      Size size = Imgproc.getTextSize(text, font, scale, 1, new int[1]);
      while (MARGIN + size.width > image.width() - RIGHT_MARGIN) {
        scale -= 0.1;
        if (Math.abs(scale - 0.1) < 0.001) {
          break;
        }
        size = Imgproc.getTextSize(text, font, scale, 1, new int[1]);
      }
      Imgproc.putText(canvas, text, new Point(MARGIN, size.height + MARGIN), font, scale, RED, 1);
      return Mats.image(canvas);
    }
  }
}
