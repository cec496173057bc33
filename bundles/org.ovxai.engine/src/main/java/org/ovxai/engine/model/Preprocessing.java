package org.ovxai.engine.model;

import java.util.List;
import org.ovxai.engine.EngineException;

/**
 * What is done to a picture before the network sees it: channels in order, resized, then (x - mean)
 * / scale on values 0..255.
 *
 * @param colorOrder order of the channels
 * @param resizeMode how it gets the input's size
 * @param interpolation how pixels are interpolated
 * @param padValue grey value of padding, 0..255, before mean and scale
 * @param mean a value a channel, in the network's order; one value stands for all
 * @param scale a value a channel, not 0; one value stands for all
 */
public record Preprocessing(
    ColorOrder colorOrder,
    ResizeMode resizeMode,
    Interpolation interpolation,
    int padValue,
    List<Double> mean,
    List<Double> scale) {

  /** Copies the lists and checks the values. */
  public Preprocessing {
    mean = List.copyOf(mean);
    scale = List.copyOf(scale);
    if (mean.isEmpty() || mean.size() == 2 || mean.size() > 3) {
      throw new EngineException("The mean has " + mean.size() + " values; give 1 or 3.");
    }
    if (scale.isEmpty() || scale.size() == 2 || scale.size() > 3) {
      throw new EngineException("The scale has " + scale.size() + " values; give 1 or 3.");
    }
    if (scale.stream().anyMatch(s -> s == 0 || !Double.isFinite(s))
        || mean.stream().anyMatch(m -> !Double.isFinite(m))) {
      throw new EngineException(
          "Mean " + mean + " and scale " + scale + " must be finite numbers, and the scale not 0.");
    }
    if (padValue < 0 || padValue > 255) {
      throw new EngineException("The padding value is " + padValue + "; it must be from 0 to 255.");
    }
  }

  /** RGB, stretched bilinearly, values 0..255 as they are. */
  public static Preprocessing none() {
    return new Preprocessing(
        ColorOrder.RGB, ResizeMode.STANDARD, Interpolation.LINEAR, 0, List.of(0.0), List.of(1.0));
  }
}
