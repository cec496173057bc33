package org.ovxai.engine.blackbox;

/** How closely a method follows the Python package openvino_xai 1.1.0. */
public enum Variant {
  /** Its known errors put right; what each method changes is said there. */
  CORRECTED,
  /** The same numbers as openvino_xai 1.1.0, errors and all. */
  COMPATIBLE
}
