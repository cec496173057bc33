package org.ovxai.openvino;

import java.util.Locale;

/** The element types of OpenVINO, in the order of its C interface. */
public enum ElementType {
  /** Not known before the model has run; no tensor has it. */
  DYNAMIC(0),
  /** One byte, 0 or 1. */
  BOOLEAN(8),
  BF16(16),
  F16(16),
  F32(32),
  F64(64),
  I4(4),
  I8(8),
  I16(16),
  I32(32),
  I64(64),
  U1(1),
  U2(2),
  U3(3),
  U4(4),
  U6(6),
  U8(8),
  U16(16),
  U32(32),
  U64(64),
  NF4(4),
  F8E4M3(8),
  F8E5M2(8),
  /** Texts; tensors of them are not offered here. */
  STRING(0),
  F4E2M1(4),
  F8E8M0(8);

  private static final ElementType[] BY_CODE = values();

  private final int bits;

  ElementType(int bits) {
    this.bits = bits;
  }

  /** Bits of one element; 0 for {@link #DYNAMIC} and {@link #STRING}, which have no fixed size. */
  public int bits() {
    return bits;
  }

  /**
   * Bytes that {@code count} elements take. Elements of less than a byte are packed; those of 3 and
   * 6 bits in groups of 3 bytes.
   *
   * @throws IllegalStateException for {@link #DYNAMIC} and {@link #STRING}
   */
  public long bytes(long count) {
    if (bits == 0) {
      throw new IllegalStateException("Elements of type " + this + " have no fixed size");
    }
    if (bits == 3 || bits == 6) {
      long perGroup = 24 / bits;
      return 3 * ((count + perGroup - 1) / perGroup);
    }
    return (Math.multiplyExact(count, (long) bits) + 7) / 8;
  }

  /** The name in OpenVINO's properties and IR documents, such as {@code f32}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  int code() {
    return ordinal();
  }

  static ElementType of(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalStateException("OpenVINO reported the unknown element type " + code);
    }
    return BY_CODE[code];
  }
}
