package org.ovxai.engine.image;

import org.ovxai.engine.EngineException;

/**
 * How a map is laid over a picture.
 *
 * @param weight share of the picture, 0 (map alone) to 1 (picture alone)
 * @param colorMap colours of the map
 * @param text whether label and confidence are written on it
 */
public record OverlayOptions(double weight, ColorMap colorMap, boolean text) {

  /** Checks the weight. */
  public OverlayOptions {
    if (!(weight >= 0 && weight <= 1)) {
      throw new EngineException("The overlay weight is " + weight + "; it must be from 0 to 1.");
    }
  }

  /** Half picture, half map in JET, without text. */
  public static OverlayOptions defaults() {
    return new OverlayOptions(0.5, ColorMap.JET, false);
  }
}
