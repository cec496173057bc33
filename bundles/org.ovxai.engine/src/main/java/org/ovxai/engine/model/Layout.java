package org.ovxai.engine.model;

/** The order of an image tensor's dimensions: batch, channels, height, width. */
public enum Layout {
  /** Channels before height and width. */
  NCHW,
  /** Channels last. */
  NHWC
}
