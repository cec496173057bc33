package org.ovxai.engine.model;

import java.util.List;

/**
 * An output of a model.
 *
 * @param name tensor name; empty if it has none
 * @param shape dimensions; -1 if known only at run time
 * @param elementType OpenVINO's name of the element type, for instance {@code f32}
 * @param role what it means
 */
public record OutputInfo(String name, List<Integer> shape, String elementType, OutputRole role) {

  /** Copies the list. */
  public OutputInfo {
    shape = List.copyOf(shape);
  }
}
