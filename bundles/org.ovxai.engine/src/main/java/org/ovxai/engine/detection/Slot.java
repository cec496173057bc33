package org.ovxai.engine.detection;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.model.OutputInfo;

/** An output as far as it tells the format: announced (without values) or computed. */
record Slot(String name, String elementType, int[] shape, float[] values) {

  static Slot of(OutputInfo output) {
    int[] shape = output.shape().stream().mapToInt(Integer::intValue).toArray();
    return new Slot(output.name(), output.elementType(), shape, new float[0]);
  }

  static Slot of(RawOutput output) {
    return new Slot(output.name(), output.elementType(), output.shape(), output.values());
  }

  int rank() {
    return shape.length;
  }

  /** An extent, counted from the last one, which is 1. */
  int fromEnd(int position) {
    return shape[shape.length - position];
  }

  boolean isInteger() {
    return elementType.startsWith("i") || elementType.startsWith("u");
  }

  /** Whether the name contains one of these, upper or lower case. */
  boolean called(String... parts) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Stream.of(parts).anyMatch(lower::contains);
  }

  /** Whether it is a list of rows, with or without a batch dimension. */
  boolean isTable() {
    return rank() == 2 || rank() == 3 && Math.abs(shape[0]) == 1;
  }

  /** The last two dimensions of computed values. */
  Matrix matrix() {
    int rows = fromEnd(2);
    int columns = fromEnd(1);
    if (values.length != rows * columns) {
      throw new EngineException(
          "The output " + this + " holds several pictures; run the network with batch 1.");
    }
    return Matrix.of(values, rows, columns);
  }

  @Override
  public String toString() {
    return (name.isEmpty() ? "(no name)" : name) + " " + elementType + Arrays.toString(shape);
  }
}
