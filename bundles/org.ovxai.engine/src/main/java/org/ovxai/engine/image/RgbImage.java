package org.ovxai.engine.image;

/**
 * A colour picture.
 *
 * @param width columns
 * @param height rows
 * @param data red, green and blue of each pixel, row by row; {@code 3 * width * height} bytes
 */
public record RgbImage(int width, int height, byte[] data) {

  /** Checks the size; the data is shared, not copied. */
  public RgbImage {
    if (width < 1 || height < 1 || data.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "A picture of " + width + " x " + height + " pixels has no " + data.length + " bytes.");
    }
  }
}
