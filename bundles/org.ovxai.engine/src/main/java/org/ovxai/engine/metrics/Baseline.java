package org.ovxai.engine.metrics;

import java.util.List;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.Layout;
import org.ovxai.engine.model.Preprocessing;

/** What stands where nothing of a picture is shown. */
public enum Baseline {
  /** Black: 0 before mean and scale. */
  BLACK {
    @Override
    float[] of(float[] tensor, InputPixels pixels) {
      return filled(tensor, pixels, pixels::black);
    }
  },
  /** The picture itself, blurred with a Gaussian of 11 x 11 pixels and a sigma of 5. */
  BLUR {
    @Override
    float[] of(float[] tensor, InputPixels pixels) {
      return blurred(blurred(tensor, pixels, true), pixels, false);
    }
  },
  /** The picture's mean colour. */
  MEAN {
    @Override
    float[] of(float[] tensor, InputPixels pixels) {
      return filled(tensor, pixels, channel -> mean(tensor, pixels, channel));
    }
  },
  /** 0 in the network's input: the colour that its normalisation subtracts. */
  ZERO {
    @Override
    float[] of(float[] tensor, InputPixels pixels) {
      return new float[tensor.length];
    }
  };

  private static final int RADIUS = 5;
  private static final double SIGMA = 5;

  /** The picture that shows nothing, in the network's layout. */
  abstract float[] of(float[] tensor, InputPixels pixels);

  /** The picture that shows nothing; not for {@link #ZERO}, which is a value of the input. */
  RgbImage of(RgbImage picture) {
    InputInfo size =
        new InputInfo(
            "picture",
            List.of(1, picture.height(), picture.width(), 3),
            Layout.NHWC,
            "f32",
            Preprocessing.none());
    float[] values = new float[picture.data().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = picture.data()[i] & 0xff;
    }
    float[] colors = of(values, new InputPixels(size));
    byte[] data = new byte[colors.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) Math.round(colors[i]);
    }
    return new RgbImage(picture.width(), picture.height(), data);
  }

  private interface ChannelValue {
    float of(int channel);
  }

  private static float[] filled(float[] tensor, InputPixels pixels, ChannelValue value) {
    float[] result = new float[tensor.length];
    for (int c = 0; c < pixels.channels(); c++) {
      float v = value.of(c);
      for (int p = 0; p < pixels.count(); p++) {
        result[pixels.index(c, p)] = v;
      }
    }
    return result;
  }

  private static float mean(float[] tensor, InputPixels pixels, int channel) {
    double sum = 0;
    for (int p = 0; p < pixels.count(); p++) {
      sum += tensor[pixels.index(channel, p)];
    }
    return (float) (sum / pixels.count());
  }

  /** One direction of the blur; the outermost pixels are repeated beyond the border. */
  private static float[] blurred(float[] tensor, InputPixels pixels, boolean alongRows) {
    double[] kernel = new double[2 * RADIUS + 1];
    double total = 0;
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = Math.exp(-(i - RADIUS) * (i - RADIUS) / (2 * SIGMA * SIGMA));
      total += kernel[i];
    }
    float[] result = new float[tensor.length];
    int length = alongRows ? pixels.width() : pixels.height();
    for (int p = 0; p < pixels.count(); p++) {
      int x = p % pixels.width();
      int y = p / pixels.width();
      for (int c = 0; c < pixels.channels(); c++) {
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
          int at = Math.min(Math.max((alongRows ? x : y) + i - RADIUS, 0), length - 1);
          int neighbour = alongRows ? y * pixels.width() + at : at * pixels.width() + x;
          sum += kernel[i] * tensor[pixels.index(c, neighbour)];
        }
        result[pixels.index(c, p)] = (float) (sum / total);
      }
    }
    return result;
  }
}
