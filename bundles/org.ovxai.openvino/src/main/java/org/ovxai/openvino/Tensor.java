package org.ovxai.openvino;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A dense array of a native element type, outermost dimension first.
 *
 * <p>Buffers are views of the native memory, in the order of this machine's bytes. A view of a
 * tensor made by {@link #allocate} or handed out by a request must not be touched after the tensor
 * was closed. One thread at a time may use a tensor.
 */
public final class Tensor implements AutoCloseable {
  private final Handle handle;
  private final ElementType type;
  private final long[] shape;
  private final long byteSize;
  private final Optional<ByteBuffer> wrapped;

  private Tensor(Pointer pointer, Optional<ByteBuffer> wrapped) {
    OpenVinoC c = OpenVino.c();
    handle = new Handle("The tensor", pointer, c::ov_tensor_free);
    this.wrapped = wrapped;
    type =
        OpenVino.elementType(
            "Getting a tensor's type", p -> c.ov_tensor_get_element_type(pointer, p));
    byteSize = OpenVino.size("Getting a tensor's size", p -> c.ov_tensor_get_byte_size(pointer, p));
    shape = readShape(pointer);
  }

  /**
   * A tensor with memory of its own, not initialised.
   *
   * @param shape extents of 0 or more; none for a scalar
   */
  public static Tensor allocate(ElementType type, long... shape) {
    bytes(type, shape);
    try (Memory shapeMemory = OpenVinoC.Shape.memory(shape.length)) {
      OpenVinoC.Shape nativeShape = OpenVinoC.Shape.in(shapeMemory, shape);
      return new Tensor(
          OpenVino.create(
              () -> "Allocating a tensor " + type + Arrays.toString(shape),
              p -> OpenVino.c().ov_tensor_create(type.code(), nativeShape, p)),
          Optional.empty());
    }
  }

  /**
   * A tensor over the remaining bytes of a buffer, from its position on, without a copy. Whatever
   * refers to the tensor's content, such as a request it is the input of, keeps the buffer
   * reachable.
   *
   * @param memory direct; may be read-only
   * @throws IllegalArgumentException if it is not direct or too small
   */
  public static Tensor wrap(ByteBuffer memory, ElementType type, long... shape) {
    long needed = bytes(type, shape);
    if (!memory.isDirect()) {
      throw new IllegalArgumentException("Only direct buffers can be wrapped as a tensor");
    }
    if (memory.remaining() < needed) {
      throw new IllegalArgumentException(
          "A tensor "
              + type
              + Arrays.toString(shape)
              + " takes "
              + needed
              + " bytes; the buffer has "
              + memory.remaining());
    }
    ByteBuffer view = memory.slice(memory.position(), Math.toIntExact(needed));
    try (Memory shapeMemory = OpenVinoC.Shape.memory(shape.length)) {
      OpenVinoC.Shape nativeShape = OpenVinoC.Shape.in(shapeMemory, shape);
      Pointer address = Native.getDirectBufferPointer(view);
      return new Tensor(
          OpenVino.create(
              () -> "Wrapping a buffer as tensor " + type + Arrays.toString(shape),
              p ->
                  OpenVino.c()
                      .ov_tensor_create_from_host_ptr(type.code(), nativeShape, address, p)),
          Optional.of(view));
    }
  }

  /** Takes over a native tensor that somebody else's memory is behind. */
  static Tensor of(Pointer pointer) {
    return new Tensor(pointer, Optional.empty());
  }

  /** The extents, outermost first; empty for a scalar. */
  public long[] shape() {
    return shape.clone();
  }

  /** The element type. */
  public ElementType type() {
    return type;
  }

  /** The number of elements: 1 for a scalar, 0 if an extent is 0. */
  public long size() {
    return product(shape);
  }

  /** The number of bytes. */
  public long byteSize() {
    return byteSize;
  }

  /**
   * The content as a direct buffer in native order, without a copy; read-only if a read-only buffer
   * was wrapped.
   *
   * @throws IllegalStateException if it is 2 GiB or more, or the tensor is closed
   */
  public ByteBuffer buffer() {
    Pointer pointer = handle.get();
    if (wrapped.isPresent()) {
      return wrapped.get().duplicate().order(ByteOrder.nativeOrder());
    }
    if (byteSize > Integer.MAX_VALUE) {
      throw new IllegalStateException(
          "The tensor " + this + " takes " + byteSize + " bytes; a buffer holds less than 2 GiB");
    }
    if (byteSize == 0) {
      return ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
    }
    return OpenVino.create(
            "Getting a tensor's memory", p -> OpenVino.c().ov_tensor_data(pointer, p))
        .getByteBuffer(0, byteSize);
  }

  /**
   * The content of a tensor of {@link ElementType#F32}, without a copy.
   *
   * @throws IllegalStateException if the type is another
   */
  public FloatBuffer asFloatBuffer() {
    if (type != ElementType.F32) {
      throw new IllegalStateException("The tensor " + this + " does not hold f32");
    }
    return buffer().asFloatBuffer();
  }

  /**
   * The elements as floats, the innermost dimension running fastest. Integers of more than 24 bits
   * and f64 are rounded to the nearest float; booleans become 0 and 1.
   *
   * @throws IllegalStateException for types of less than a byte, 8-bit floats and texts
   */
  public float[] toFloatArray() {
    ByteBuffer bytes = buffer();
    float[] values = new float[Math.toIntExact(size())];
    switch (type) {
      case F32 -> bytes.asFloatBuffer().get(values);
      case F64 -> fill(values, i -> (float) bytes.getDouble(8 * i));
      case F16 -> fill(values, i -> halfToFloat(bytes.getShort(2 * i)));
      case BF16 -> fill(values, i -> Float.intBitsToFloat(bytes.getShort(2 * i) << 16));
      case BOOLEAN -> fill(values, i -> bytes.get(i) == 0 ? 0 : 1);
      case U8 -> fill(values, i -> bytes.get(i) & 0xff);
      case I8 -> fill(values, i -> bytes.get(i));
      case U16 -> fill(values, i -> bytes.getShort(2 * i) & 0xffff);
      case I16 -> fill(values, i -> bytes.getShort(2 * i));
      case U32 -> fill(values, i -> bytes.getInt(4 * i) & 0xffffffffL);
      case I32 -> fill(values, i -> bytes.getInt(4 * i));
      case U64 -> fill(values, i -> unsignedToFloat(bytes.getLong(8 * i)));
      case I64 -> fill(values, i -> bytes.getLong(8 * i));
      default ->
          throw new IllegalStateException("The tensor " + this + " cannot be read as floats");
    }
    return values;
  }

  /** Gives the memory back, unless a request still has it as input or output. */
  @Override
  public void close() {
    handle.close();
  }

  /** Type and shape, such as {@code f32[1,3,224,224]}. */
  @Override
  public String toString() {
    return type + PartialShape.of(shape).toString();
  }

  Pointer pointer() {
    return handle.get();
  }

  boolean isOpen() {
    return handle.isOpen();
  }

  /** The memory that native users of the content rely on, if Java owns it. */
  Optional<ByteBuffer> memory() {
    return wrapped;
  }

  private interface Element {
    float at(int index);
  }

  private static void fill(float[] values, Element element) {
    for (int i = 0; i < values.length; i++) {
      values[i] = element.at(i);
    }
  }

  private static float halfToFloat(short half) {
    int exponent = half >> 10 & 0x1f;
    int mantissa = half & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> mantissa * 0x1p-24f;
          case 31 -> mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Float.intBitsToFloat(exponent + 112 << 23 | mantissa << 13);
        };
    return half < 0 ? -magnitude : magnitude;
  }

  private static float unsignedToFloat(long value) {
    // halved with the lost bit kept, so that rounding goes the same way
    return value >= 0 ? value : (value >>> 1 | value & 1) * 2f;
  }

  private static long bytes(ElementType type, long[] shape) {
    if (LongStream.of(shape).anyMatch(extent -> extent < 0)) {
      throw new IllegalArgumentException(
          "A tensor has no negative extents; asked for " + Arrays.toString(shape));
    }
    return type.bytes(product(shape));
  }

  private static long product(long[] shape) {
    return LongStream.of(shape).reduce(1, Math::multiplyExact);
  }

  private static long[] readShape(Pointer tensor) {
    OpenVinoC c = OpenVino.c();
    try (Memory structure = new Memory(16)) {
      int status = c.ov_tensor_get_shape(tensor, structure);
      // the C interface has no shape without dimensions
      if (status == Status.INVALID_C_PARAM.code()) {
        return new long[0];
      }
      OpenVino.check(status, "Getting a tensor's shape");
      try {
        int rank = Math.toIntExact(structure.getLong(0));
        return structure.getPointer(8).getLongArray(0, rank);
      } finally {
        c.ov_shape_free(structure);
      }
    }
  }
}
