package org.ovxai.engine.image;

import java.util.OptionalInt;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Draws saliency maps. */
public final class Overlay {
  private static final int MARGIN = 3;
  private static final int RIGHT_MARGIN = 5;
  private static final int ABOVE_BOX = 7;
  private static final int BOX_LINE = 2;
  private static final Scalar RED = new Scalar(255, 0, 0);

  private Overlay() {}

  /**
   * A map in colour: scaled to 0..255, resized bilinearly, scaled again. If the colours are for
   * values with a sign, zero keeps the colour in the middle, and nothing is scaled again.
   *
   * @param width columns of the picture that is made
   * @param height rows of the picture that is made
   */
  public static RgbImage colorMap(SaliencyMap map, int width, int height, ColorMap colors) {
    try (Mats mats = new Mats()) {
      byte[] values = colors.isSigned() ? map.scaledAroundZero() : map.scaled();
      Mat small = mats.bytes(map.height(), map.width(), 1, values);
      Mat large = mats.empty();
      Imgproc.resize(small, large, new Size(width, height), 0, 0, Imgproc.INTER_LINEAR);
      byte[] resized = new byte[Math.toIntExact(large.total())];
      large.get(0, 0, resized);
      return colors.paint(width, height, colors.isSigned() ? resized : rescaled(resized));
    }
  }

  private static byte[] rescaled(byte[] bytes) {
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
   * @param label what is written, as {@code label|0.87}, if the options say so: at the top left
   * @param confidence the number behind it; NaN for the label alone
   */
  public static RgbImage draw(
      RgbImage image, SaliencyMap map, OverlayOptions options, String label, double confidence) {
    RgbImage result = mixed(image, map, options);
    return options.text()
        ? withText(result, Confidence.after(label, confidence), MARGIN, OptionalInt.empty())
        : result;
  }

  /**
   * A map over a picture, and around what was detected its outline of two pixels, in red. The box's
   * edges are cut to whole pixels.
   *
   * @param label what is written above the box, if the options say so
   * @param confidence the number behind it; NaN for the label alone
   */
  public static RgbImage draw(
      RgbImage image,
      SaliencyMap map,
      OverlayOptions options,
      String label,
      double confidence,
      PixelBox box) {
    int left = (int) box.x1();
    int top = (int) box.y1();
    RgbImage result = outlined(mixed(image, map, options), box);
    return options.text()
        ? withText(
            result, Confidence.after(label, confidence), left, OptionalInt.of(top - ABOVE_BOX))
        : result;
  }

  private static RgbImage mixed(RgbImage image, SaliencyMap map, OverlayOptions options) {
    byte[] colors = colorMap(map, image.width(), image.height(), options.colorMap()).data();
    byte[] mixed = new byte[colors.length];
    for (int i = 0; i < mixed.length; i++) {
      double sum =
          (image.data()[i] & 0xff) * options.weight() + (colors[i] & 0xff) * (1 - options.weight());
      mixed[i] = (byte) (int) Math.min(sum, 255);
    }
    return new RgbImage(image.width(), image.height(), mixed);
  }

  private static RgbImage outlined(RgbImage image, PixelBox box) {
    try (Mats mats = new Mats()) {
      Mat canvas = mats.rgb(image);
      Point first = new Point((int) box.x1(), (int) box.y1());
      Point second = new Point((int) box.x2(), (int) box.y2());
      Imgproc.rectangle(canvas, first, second, RED, BOX_LINE);
      return Mats.image(canvas);
    }
  }

  /**
   * Red, as large as fits up to the font's full size.
   *
   * @param baseline row of the text's baseline; empty: the text is at the top
   */
  private static RgbImage withText(RgbImage image, String text, int left, OptionalInt baseline) {
    int font = Imgproc.FONT_HERSHEY_DUPLEX;
    try (Mats mats = new Mats()) {
      Mat canvas = mats.rgb(image);
      double scale = 1;
      Size size = Imgproc.getTextSize(text, font, scale, 1, new int[1]);
      while (left + size.width > image.width() - RIGHT_MARGIN) {
        scale -= 0.1;
        if (Math.abs(scale - 0.1) < 0.001) {
          break;
        }
        size = Imgproc.getTextSize(text, font, scale, 1, new int[1]);
      }
      Point origin = new Point(left, baseline.orElse((int) size.height + MARGIN));
      Imgproc.putText(canvas, text, origin, font, scale, RED, 1);
      return Mats.image(canvas);
    }
  }
}
