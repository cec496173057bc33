package org.ovxai.openvino;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class TensorTest {
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"DYNAMIC", "STRING"})
  void everyTypeRoundTrips(ElementType type) {
    try (Tensor tensor = Tensor.allocate(type, 3, 5)) {
      assertEquals(type, tensor.type());
      assertArrayEquals(new long[] {3, 5}, tensor.shape());
      assertEquals(15, tensor.size());
      assertEquals(type.bytes(15), tensor.buffer().remaining());
      ByteBuffer bytes = tensor.buffer();
      for (int i = 0; i < bytes.capacity(); i++) {
        bytes.put(i, (byte) (7 * i));
      }
      try (Tensor copy = Tensor.wrap(bytes, type, 3, 5)) {
        assertEquals(bytes, copy.buffer());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DYNAMIC", "STRING"})
  void typesWithoutASizeAreRefused(ElementType type) {
    assertThrows(IllegalStateException.class, () -> Tensor.allocate(type, 1));
  }

  @Test
  void floatsFromEveryWholeByteType() {
    assertFloats(ElementType.F64, b -> b.putDouble(-1.5).putDouble(1e-3), -1.5f, 1e-3f);
    assertFloats(ElementType.F32, b -> b.putFloat(-1.5f).putFloat(1e-3f), -1.5f, 1e-3f);
    assertFloats(
        ElementType.BF16,
        b -> b.putShort((short) 0xbfc0).putShort((short) 0x4049),
        -1.5f,
        3.140625f);
    assertFloats(ElementType.BOOLEAN, b -> b.put((byte) 0).put((byte) 1), 0, 1);
    assertFloats(ElementType.U8, b -> b.put((byte) 200).put((byte) 1), 200, 1);
    assertFloats(ElementType.I8, b -> b.put((byte) 200).put((byte) 1), -56, 1);
    assertFloats(ElementType.U16, b -> b.putShort((short) 65535).putShort((short) 1), 65535, 1);
    assertFloats(ElementType.I16, b -> b.putShort((short) 65535).putShort((short) 1), -1, 1);
    assertFloats(ElementType.U32, b -> b.putInt(-1).putInt(1), 4294967296f, 1);
    assertFloats(ElementType.I32, b -> b.putInt(-1).putInt(1), -1, 1);
    assertFloats(ElementType.U64, b -> b.putLong(-1).putLong(1), 0x1p64f, 1);
    assertFloats(ElementType.I64, b -> b.putLong(-1).putLong(1), -1, 1);
  }

  @Test
  void halfFloats() {
    short[] halves = {
      0x0000, (short) 0x8000, 0x0001, 0x03ff, 0x0400, 0x3c00, (short) 0xc100, 0x7bff, 0x7c00
    };
    ByteBuffer memory = TestModels.direct(2 * halves.length);
    memory.asShortBuffer().put(halves);
    try (Tensor tensor = Tensor.wrap(memory, ElementType.F16, halves.length)) {
      assertArrayEquals(
          new float[] {
            0f, -0f, 0x1p-24f, 1023 * 0x1p-24f, 0x1p-14f, 1f, -2.5f, 65504f, Float.POSITIVE_INFINITY
          },
          tensor.toFloatArray());
    }
  }

  @Test
  void typesOfLessThanAByteAreNoFloats() {
    try (Tensor tensor = Tensor.allocate(ElementType.I4, 2)) {
      String message = assertThrows(IllegalStateException.class, tensor::toFloatArray).getMessage();
      assertTrue(message.contains("i4[2]"), message);
    }
  }

  @Test
  void scalarsAndEmptyTensors() {
    try (Tensor scalar = Tensor.allocate(ElementType.F32);
        Tensor empty = Tensor.allocate(ElementType.F32, 0, 4);
        Tensor wrapped = Tensor.wrap(TestModels.direct(0), ElementType.I64, 3, 0)) {
      scalar.asFloatBuffer().put(4.5f);
      assertArrayEquals(new long[0], scalar.shape());
      assertArrayEquals(new float[] {4.5f}, scalar.toFloatArray());
      assertArrayEquals(new long[] {0, 4}, empty.shape());
      assertEquals(0, empty.size());
      assertEquals(0, empty.asFloatBuffer().remaining());
      assertArrayEquals(new float[0], wrapped.toFloatArray());
    }
  }

  @Test
  void wrappingStartsAtThePositionAndCopiesNothing() {
    ByteBuffer memory = TestModels.direct(24).position(8);
    try (Tensor tensor = Tensor.wrap(memory, ElementType.F32, 3)) {
      memory.putFloat(8, 1).putFloat(12, 2).putFloat(16, 3);
      assertArrayEquals(new float[] {1, 2, 3}, tensor.toFloatArray());
      tensor.asFloatBuffer().put(1, 7);
      assertEquals(7, memory.getFloat(12));
      assertEquals(ByteOrder.nativeOrder(), tensor.buffer().order());
    }
    assertEquals(8, memory.position());
  }

  @Test
  void aReadOnlyBufferStaysReadOnly() {
    ByteBuffer memory = TestModels.direct(8).putFloat(0, 3).asReadOnlyBuffer();
    try (Tensor tensor = Tensor.wrap(memory, ElementType.F32, 2)) {
      assertTrue(tensor.buffer().isReadOnly());
      assertArrayEquals(new float[] {3, 0}, tensor.toFloatArray());
    }
  }

  @Test
  void refusesMemoryThatDoesNotFit() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Tensor.wrap(ByteBuffer.allocate(8), ElementType.F32, 2));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Tensor.wrap(TestModels.direct(7), ElementType.F32, 2))
            .getMessage();
    assertTrue(message.contains("8 bytes") && message.contains("7"), message);
    assertThrows(IllegalArgumentException.class, () -> Tensor.allocate(ElementType.F32, 2, -1));
  }

  @Test
  void onlyF32IsAFloatBuffer() {
    try (Tensor tensor = Tensor.allocate(ElementType.I32, 2)) {
      assertThrows(IllegalStateException.class, tensor::asFloatBuffer);
    }
  }

  @Test
  void aClosedTensorRefuses() {
    Tensor tensor = Tensor.allocate(ElementType.F32, 2);
    assertTrue(tensor.isOpen());
    tensor.close();
    tensor.close();
    assertFalse(tensor.isOpen());
    String message = assertThrows(IllegalStateException.class, tensor::buffer).getMessage();
    assertEquals("The tensor is closed", message);
    assertThrows(IllegalStateException.class, tensor::toFloatArray);
  }

  private static void assertFloats(
      ElementType type, java.util.function.Consumer<ByteBuffer> fill, float... expected) {
    try (Tensor tensor = Tensor.allocate(type, 2)) {
      fill.accept(tensor.buffer());
      assertArrayEquals(expected, tensor.toFloatArray(), type.toString());
    }
  }
}
