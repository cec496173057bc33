package org.ovxai.engine.model;

import java.util.List;

/**
 * A layer that can be a target layer.
 *
 * @param name friendly name
 * @param shape shape of its output: a feature map with four dimensions, batch 1; or the tokens
 *     [1,N,D] of a transformer behind a skip connection
 */
public record LayerInfo(String name, List<Integer> shape) {

  /** Copies the list. */
  public LayerInfo {
    shape = List.copyOf(shape);
  }
}
