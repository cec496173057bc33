package org.ovxai.engine.metrics;

/** Whose definitions of the measures are taken, where they differ. */
public enum Definition {
  /**
   * Those of the Python package openvino_xai 1.1.0, with its ways of rounding and ordering: pixels
   * are changed in the picture, before it is preprocessed.
   */
  COMPATIBLE,
  /**
   * Those of the papers that introduced the measures: pixels are changed in the network's input.
   */
  PAPER
}
