package org.ovxai.engine.image;

import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * A saliency map in 256 steps.
 *
 * @param height rows
 * @param width columns
 * @param values {@code height * width} values 0..255 row by row
 */
public record GreyMap(int height, int width, byte[] values) {

  /** Checks the size; the array is shared, not copied. */
  public GreyMap {
    if (height < 1 || width < 1 || values.length != (long) height * width) {
      throw new IllegalArgumentException(
          "A map of " + height + " x " + width + " cells has no " + values.length + " values.");
    }
  }

  /** A map scaled to 0..255, resized bilinearly, and scaled again; 0 if it is constant. */
  public static GreyMap of(SaliencyMap map, int height, int width) {
    byte[] scaled = map.scaled();
    if (height == map.height() && width == map.width()) {
      return new GreyMap(height, width, scaled);
    }
    try (Mats mats = new Mats()) {
      Mat small = mats.bytes(map.height(), map.width(), 1, scaled);
      Mat large = mats.empty();
      Imgproc.resize(small, large, new Size(width, height), 0, 0, Imgproc.INTER_LINEAR);
      byte[] values = new byte[Math.multiplyExact(height, width)];
      large.get(0, 0, values);
      return new GreyMap(height, width, stretched(values));
    }
  }

  private static byte[] stretched(byte[] values) {
    int min = 255;
    int max = 0;
    for (byte b : values) {
      min = Math.min(min, b & 0xff);
      max = Math.max(max, b & 0xff);
    }
    byte[] result = new byte[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = max == min ? 0 : (byte) (255 * ((values[i] & 0xff) - min) / (max - min));
    }
    return result;
  }
}
