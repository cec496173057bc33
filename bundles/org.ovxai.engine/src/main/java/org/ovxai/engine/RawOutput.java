package org.ovxai.engine;

import java.util.List;

/**
 * What a model puts out, as it is.
 *
 * @param name tensor name; empty if it has none
 * @param elementType OpenVINO's name of the element type
 * @param shape extents
 * @param values all elements as floats, the last dimension running fastest
 */
public record RawOutput(String name, String elementType, List<Integer> shape, float[] values) {
  /** Copies the shape. */
  public RawOutput {
    shape = List.copyOf(shape);
  }
}
