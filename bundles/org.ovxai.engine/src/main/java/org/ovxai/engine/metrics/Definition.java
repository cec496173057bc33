package org.ovxai.engine.metrics;

/** Whose definitions of the measures are taken, where they differ. */
public enum Definition {
  /** Those of the Python package openvino_xai 1.1.0, with its ways of rounding and ordering. */
  COMPATIBLE,
  /** Those of the papers that introduced the measures. */
  PAPER
}
