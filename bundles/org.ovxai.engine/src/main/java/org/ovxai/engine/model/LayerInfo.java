package org.ovxai.engine.model;

import java.util.List;

/**
 * A layer that can be a target layer.
 *
 * @param name friendly name
 * @param shape shape of its output
 */
public record LayerInfo(String name, List<Integer> shape) {

  /** Copies the list. */
  public LayerInfo {
    shape = List.copyOf(shape);
  }
}
