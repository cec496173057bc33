package org.ovxai.engine.ir;

/** Floating-point numbers of 16 bits (IEEE 754 binary16). */
public final class Half {
  private Half() {}

  /** The bits of the nearest 16-bit number, ties to even; infinite from 65520 on. */
  public static short of(float value) {
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    float magnitude = Math.abs(value);
    if (magnitude >= 65520) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x1p-14f) {
      return (short) (sign | (int) Math.rint(magnitude * 0x1p24f));
    }
    int exponent = Math.getExponent(magnitude);
    int mantissa = (int) Math.rint(magnitude / Math.scalb(1f, exponent) * 1024);
    return (short) ((sign | (exponent + 15 << 10)) + mantissa - 1024);
  }
}
