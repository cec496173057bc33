package org.ovxai.engine.detection;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.RawOutput;
import org.ovxai.engine.model.OutputInfo;
import org.ovxai.openvino.ElementType;
import org.ovxai.openvino.Tensor;

/** An output, announced (without values) or computed, of which values are read when asked for. */
record Output(String name, String elementType, List<Integer> shape, Supplier<FloatBuffer> source) {

  static Output of(OutputInfo output) {
    return new Output(
        output.name(), output.elementType(), output.shape(), () -> FloatBuffer.allocate(0));
  }

  static Output of(RawOutput output) {
    return new Output(
        output.name(),
        output.elementType(),
        output.shape(),
        () -> FloatBuffer.wrap(output.values()));
  }

  static Output of(String name, Tensor tensor) {
    return new Output(
        name,
        tensor.type().toString(),
        Arrays.stream(tensor.shape()).mapToObj(Math::toIntExact).toList(),
        () ->
            tensor.type() == ElementType.F32
                ? tensor.asFloatBuffer()
                : FloatBuffer.wrap(tensor.toFloatArray()));
  }

  int rank() {
    return shape.size();
  }

  /** An extent, counted from the last one, which is 1. */
  int fromEnd(int position) {
    return shape.get(shape.size() - position);
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
    return rank() == 2 || rank() == 3 && Math.abs(shape.get(0)) == 1;
  }

  /** All values. */
  FloatBuffer values() {
    return source.get();
  }

  /** The last two dimensions. */
  View table() {
    int rows = fromEnd(2);
    int columns = fromEnd(1);
    FloatBuffer values = values();
    if (values.limit() != rows * columns) {
      throw new EngineException(
          "The output " + this + " holds several pictures; run the network with batch 1.");
    }
    return new View(values, 0, rows, columns, columns, 1);
  }

  @Override
  public String toString() {
    return (name.isEmpty() ? "(no name)" : name) + " " + elementType + shape;
  }
}
