package org.ovxai.engine.model;

/**
 * How a picture gets the size of the network's input. The names are those of OpenVINO's Model API.
 */
public enum ResizeMode {
  /** Stretched. */
  STANDARD,
  /** Scaled to fit; padded at the right and the bottom. */
  FIT_TO_WINDOW,
  /** Scaled to fit; padded on both sides alike, an odd pixel at the right or the bottom. */
  FIT_TO_WINDOW_LETTERBOX,
  /** The largest centred part of the input's aspect ratio, scaled. */
  CROP
}
