package org.ovxai.engine.model;

/** How pixels are interpolated when a picture is resized. */
public enum Interpolation {
  /** Bilinear, half-pixel centres. */
  LINEAR,
  /** Bicubic, a = -0.75. */
  CUBIC,
  /** The nearest pixel. */
  NEAREST
}
