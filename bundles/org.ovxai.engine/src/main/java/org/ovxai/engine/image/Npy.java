package org.ovxai.engine.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.ovxai.engine.EngineException;

/** NumPy's array files, format 1.0 to 3.0: little endian, C order. */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final Pattern DTYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*True");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

  private Npy() {}

  /**
   * An array.
   *
   * @param dtype NumPy's type, for instance {@code <f4}
   * @param shape extents; empty for a scalar
   * @param values all elements, the last dimension running fastest
   */
  public record NpyArray(String dtype, int[] shape, double[] values) {
    /** The values as float32. */
    public float[] floats() {
      float[] result = new float[values.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = (float) values[i];
      }
      return result;
    }
  }

  /** A map as an array {@code [h,w]} of float32. */
  public static byte[] write(SaliencyMap map) {
    return write(new int[] {map.height(), map.width()}, map.values());
  }

  /** An array of float32. */
  public static byte[] write(int[] shape, float[] values) {
    String extents = Arrays.stream(shape).mapToObj(d -> d + ",").collect(Collectors.joining(" "));
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': ("
            + (shape.length > 1 ? extents.substring(0, extents.length() - 1) : extents)
            + "), }";
    int start = MAGIC.length + 4;
    int length = (start + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - start;
    ByteBuffer file =
        ByteBuffer.allocate(start + length + values.length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) length);
    file.put(header.getBytes(StandardCharsets.US_ASCII));
    while (file.position() < start + length - 1) {
      file.put((byte) ' ');
    }
    file.put((byte) '\n');
    for (float v : values) {
      file.putFloat(v);
    }
    return file.array();
  }

  /**
   * Reads an array of numbers.
   *
   * @throws EngineException if the bytes are no such array
   */
  public static NpyArray read(byte[] file) {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < 12 || !Arrays.equals(Arrays.copyOf(file, MAGIC.length), MAGIC)) {
      throw new EngineException("This is no NumPy array: it does not begin as an .npy file does.");
    }
    boolean first = file[MAGIC.length] == 1;
    int length = first ? buffer.getShort(8) & 0xffff : buffer.getInt(8);
    int start = (first ? 10 : 12) + length;
    if (length < 0 || start > file.length) {
      throw new EngineException("This NumPy array ends within its header.");
    }
    String header = new String(file, first ? 10 : 12, length, StandardCharsets.UTF_8);
    String dtype = group(DTYPE, header);
    if (FORTRAN.matcher(header).find()) {
      throw new EngineException(
          "This NumPy array is in Fortran order; save it with numpy.ascontiguousarray.");
    }
    int[] shape =
        Arrays.stream(group(SHAPE, header).split(","))
            .map(String::trim)
            .filter(s -> !s.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    int count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    buffer.position(start);
    double[] values = new double[count];
    int size = size(dtype);
    if (buffer.remaining() < (long) count * size) {
      throw new EngineException(
          "This NumPy array "
              + Arrays.toString(shape)
              + " should have "
              + (long) count * size
              + " bytes of data and has "
              + buffer.remaining()
              + ".");
    }
    for (int i = 0; i < count; i++) {
      values[i] = next(buffer, dtype);
    }
    return new NpyArray(dtype, shape, values);
  }

  /**
   * Reads all arrays of an .npz archive, by name.
   *
   * @throws EngineException if one is no array
   */
  public static Map<String, NpyArray> readArchive(byte[] file) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        arrays.put(entry.getName().replaceFirst("\\.npy$", ""), read(zip.readAllBytes()));
      }
    } catch (IOException e) {
      throw new EngineException("This .npz archive cannot be read: " + e.getMessage(), e);
    }
    return arrays;
  }

  private static String group(Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new EngineException(
          "This NumPy array has a header that is not understood: " + header.trim());
    }
    return matcher.group(1);
  }

  private static int size(String dtype) {
    return switch (dtype) {
      case "<f4", "<i4", "<u4" -> 4;
      case "<f8", "<i8", "<u8" -> 8;
      case "<i2", "<u2" -> 2;
      case "|u1", "|i1", "|b1" -> 1;
      default ->
          throw new EngineException(
              "This NumPy array holds '"
                  + dtype
                  + "'; readable are little-endian f4, f8, i2, i4, i8, u2, u4, i1, u1 and b1.");
    };
  }

  private static double next(ByteBuffer buffer, String dtype) {
    return switch (dtype) {
      case "<f4" -> buffer.getFloat();
      case "<f8" -> buffer.getDouble();
      case "<i2" -> buffer.getShort();
      case "<u2" -> buffer.getShort() & 0xffff;
      case "<i4" -> buffer.getInt();
      case "<u4" -> buffer.getInt() & 0xffffffffL;
      case "<i8", "<u8" -> buffer.getLong();
      case "|i1" -> buffer.get();
      default -> buffer.get() & 0xff;
    };
  }
}
