package org.ovxai.engine.metrics;

import java.util.List;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.Layout;

/** Where the pixels of a picture lie in a network's input, and what their values mean. */
final class InputPixels {
  private final InputInfo input;
  private final int channelStep;
  private final int pixelStep;

  InputPixels(InputInfo input) {
    this.input = input;
    channelStep = input.layout() == Layout.NCHW ? input.height() * input.width() : 1;
    pixelStep = input.layout() == Layout.NCHW ? 1 : input.channels();
  }

  int height() {
    return input.height();
  }

  int width() {
    return input.width();
  }

  int channels() {
    return input.channels();
  }

  int count() {
    return input.height() * input.width();
  }

  /** Where the value of a channel of a pixel stands. */
  int index(int channel, int pixel) {
    return channel * channelStep + pixel * pixelStep;
  }

  /** What the value 0 of a picture, black, is in the input. */
  float black(int channel) {
    if (input.elementType().equals("u8")) {
      return 0;
    }
    return (0 - value(input.preprocessing().mean(), channel))
        / value(input.preprocessing().scale(), channel);
  }

  private static float value(List<Double> values, int channel) {
    return values.get(values.size() == 1 ? 0 : channel).floatValue();
  }
}
