package org.ovxai.workflowcheck;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Numbers with their form.
 *
 * @param form shape and type, as a text
 * @param values in the order of the file
 */
record Floats(String form, float[] values) {
  /** How much a value may differ, of the range of values. */
  private static final double ALLOWED = 0.01;

  private static final int NPY_LENGTH_AT = 8;
  private static final int NPY_HEADER_AT = 10;

  /**
   * Reads float32 in the form of NumPy 1.0.
   *
   * @throws IOException if it is no such file
   */
  static Floats ofNpy(byte[] file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int length = bytes.getShort(NPY_LENGTH_AT);
    String header = new String(file, NPY_HEADER_AT, length, StandardCharsets.ISO_8859_1).strip();
    if (!header.contains("'<f4'")) {
      throw new IOException("no float32: " + header);
    }
    return new Floats(header, values(bytes.position(NPY_HEADER_AT + length)));
  }

  /** All floats from the buffer's position on. */
  static float[] values(ByteBuffer bytes) {
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** Where the other differs most, if that is more than allowed. */
  Optional<String> difference(Floats got) {
    if (!form.equals(got.form) || values.length != got.values.length) {
      return Optional.of("expected " + form + ", got " + got.form);
    }
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    int worst = 0;
    for (int i = 0; i < values.length; i++) {
      least = Math.min(least, values[i]);
      greatest = Math.max(greatest, values[i]);
      if (distance(got, i) > distance(got, worst) || Double.isNaN(distance(got, i))) {
        worst = i;
      }
    }
    return distance(got, worst) <= ALLOWED * (greatest - least)
        ? Optional.empty()
        : Optional.of(
            "value "
                + worst
                + ": expected "
                + values[worst]
                + ", got "
                + got.values[worst]
                + ", of a range from "
                + least
                + " to "
                + greatest);
  }

  private double distance(Floats got, int i) {
    return Math.abs((double) values[i] - got.values[i]);
  }
}
