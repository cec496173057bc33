package org.ovxai.engine.image;

import java.util.OptionalInt;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/** Colour maps: from the least value to the greatest. */
public enum ColorMap {
  /** Blue, cyan, yellow, red; as OpenCV defines it. */
  JET(Imgproc.COLORMAP_JET),
  /** Violet, green, yellow; perceptually uniform; as OpenCV defines it. */
  VIRIDIS(Imgproc.COLORMAP_VIRIDIS),
  /** Black, purple, orange, pale yellow; perceptually uniform; as OpenCV defines it. */
  INFERNO(Imgproc.COLORMAP_INFERNO),
  /** Blue, purple, orange, yellow; perceptually uniform; as OpenCV defines it. */
  PLASMA(Imgproc.COLORMAP_PLASMA),
  /** Black, red, yellow, white; as OpenCV defines it. */
  HOT(Imgproc.COLORMAP_HOT),
  /** Black to white. */
  GREY,
  /**
   * Blue, white, red for maps with a sign: zero is white, and the value that is farthest from it
   * has the end of its side. The 11 colours of ColorBrewer's RdBu, linear between them.
   */
  DIVERGING;

  private static final int VALUES = 256;
  private static final int CHANNELS = 3;
  private static final int[] RED_TO_BLUE = {
    0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xf4a582, 0xd6604d,
    0xb2182b, 0x67001f
  };

  private final OptionalInt code;

  ColorMap() {
    code = OptionalInt.empty();
  }

  ColorMap(int code) {
    this.code = OptionalInt.of(code);
  }

  /** Whether zero has the colour in the middle, so that the sign of a value can be seen. */
  public boolean isSigned() {
    return this == DIVERGING;
  }

  /** Red, green and blue of each value from 0 to 255; 768 bytes. */
  public byte[] table() {
    return switch (this) {
      case GREY -> grey();
      case DIVERGING -> between(RED_TO_BLUE);
      default -> openCv();
    };
  }

  private byte[] openCv() {
    try (Mats mats = new Mats()) {
      byte[] ramp = new byte[VALUES];
      for (int i = 0; i < VALUES; i++) {
        ramp[i] = (byte) i;
      }
      Mat colored = mats.empty();
      Imgproc.applyColorMap(mats.bytes(1, VALUES, 1, ramp), colored, code.orElseThrow());
      return Mats.image(mats.swapped(colored)).data();
    }
  }

  private static byte[] grey() {
    byte[] table = new byte[CHANNELS * VALUES];
    for (int i = 0; i < table.length; i++) {
      table[i] = (byte) (i / CHANNELS);
    }
    return table;
  }

  private static byte[] between(int[] colors) {
    byte[] table = new byte[CHANNELS * VALUES];
    for (int i = 0; i < table.length; i++) {
      double at = (i / CHANNELS) / (VALUES - 1.0) * (colors.length - 1);
      int lower = Math.min((int) at, colors.length - 2);
      int shift = 8 * (CHANNELS - 1 - i % CHANNELS);
      int first = colors[lower] >> shift & 0xff;
      int second = colors[lower + 1] >> shift & 0xff;
      table[i] = (byte) Math.round(first + (at - lower) * (second - first));
    }
    return table;
  }

  /** The picture of 8-bit values, row by row. */
  RgbImage paint(int width, int height, byte[] values) {
    byte[] table = table();
    byte[] data = new byte[CHANNELS * values.length];
    for (int i = 0; i < values.length; i++) {
      System.arraycopy(table, CHANNELS * (values[i] & 0xff), data, CHANNELS * i, CHANNELS);
    }
    return new RgbImage(width, height, data);
  }
}
