package org.ovxai.engine.image;

/**
 * A saliency map at its own resolution.
 *
 * @param height rows
 * @param width columns
 * @param values {@code height * width} values row by row, unscaled, all finite
 */
public record SaliencyMap(int height, int width, float[] values) {
  private static final float TINY = 1e-12f;

  /** Checks the size and the values; the array is shared, not copied. */
  public SaliencyMap {
    if (height < 1 || width < 1 || values.length != (long) height * width) {
      throw new IllegalArgumentException(
          "A map of " + height + " x " + width + " cells has no " + values.length + " values.");
    }
    for (float v : values) {
      if (!Float.isFinite(v)) {
        throw new IllegalArgumentException("A saliency map has the value " + v + ".");
      }
    }
  }

  /** The value of a cell. */
  public float at(int row, int column) {
    return values[row * width + column];
  }

  /** The least value. */
  public float min() {
    float min = values[0];
    for (float v : values) {
      min = Math.min(min, v);
    }
    return min;
  }

  /** The greatest value. */
  public float max() {
    float max = values[0];
    for (float v : values) {
      max = Math.max(max, v);
    }
    return max;
  }

  /**
   * The values as 0..255: {@code 255 * (v - min) / (max - min + 1e-12)} in float32, cut to whole
   * numbers. A constant map becomes 0. The division is a multiplication with the reciprocal, as
   * OpenVINO does it inside a network; so the maximum can become 254. A map that was scaled inside
   * a network, which is one of whole numbers from 0 to 254 or 255, stays as it is.
   */
  public byte[] scaled() {
    float min = min();
    float max = max();
    boolean scaled = min == 0 && (max == 254 || max == 255);
    for (int i = 0; i < values.length && scaled; i++) {
      scaled = values[i] == (int) values[i];
    }
    float reciprocal = 1 / (max - min + TINY);
    byte[] result = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (byte) (int) (scaled ? values[i] : reciprocal * (values[i] - min) * 255);
    }
    return result;
  }

  /**
   * The values as 0..255, so that the sign can be seen: {@code round(127.5 + 127.5 * v / m)}, where
   * m is the greatest absolute value. Zero becomes 128, as does a map of zeros.
   */
  public byte[] scaledAroundZero() {
    double most = Math.max(Math.abs(min()), Math.abs(max()));
    byte[] result = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (byte) Math.round(127.5 + (most == 0 ? 0 : 127.5 * values[i] / most));
    }
    return result;
  }
}
