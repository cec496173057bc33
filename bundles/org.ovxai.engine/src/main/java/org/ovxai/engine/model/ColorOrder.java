package org.ovxai.engine.model;

/** The order of the colour channels that a network expects. */
public enum ColorOrder {
  /** Red, green, blue. */
  RGB,
  /** Blue, green, red. */
  BGR
}
