package org.ovxai.engine;

import java.util.List;

/**
 * What a model puts out, as it is.
 *
 * @param name tensor name; empty if it has none
 * @param elementType OpenVINO's name of the element type, for instance {@code f32}
 * @param shape extents; one may be 0
 * @param values all elements as floats, the last dimension running fastest
 */
public record RawOutput(String name, String elementType, List<Integer> shape, float[] values) {
  /** Copies the shape, and checks that it belongs to the values. */
  public RawOutput {
    shape = List.copyOf(shape);
    long count = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (shape.stream().anyMatch(d -> d < 0) || count != values.length) {
      throw new EngineException(
          "The output '"
              + name
              + "' of the shape "
              + shape
              + " cannot have "
              + values.length
              + " values.");
    }
  }
}
