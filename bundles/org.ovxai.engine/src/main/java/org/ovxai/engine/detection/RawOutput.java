package org.ovxai.engine.detection;

import java.util.Arrays;
import org.ovxai.engine.EngineException;

/**
 * An output of a network after an inference.
 *
 * @param name tensor name; empty if it has none
 * @param elementType OpenVINO's name of the element type, for instance {@code f32}
 * @param shape extents; one may be 0
 * @param values all elements, the last dimension running fastest
 */
public record RawOutput(String name, String elementType, int[] shape, float[] values) {

  /** Checks that shape and values belong together. */
  public RawOutput {
    long count = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    if (Arrays.stream(shape).anyMatch(d -> d < 0) || count != values.length) {
      throw new EngineException(
          "The output '"
              + name
              + "' of the shape "
              + Arrays.toString(shape)
              + " cannot have "
              + values.length
              + " values.");
    }
  }
}
