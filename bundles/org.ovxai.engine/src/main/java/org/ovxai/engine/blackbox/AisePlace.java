package org.ovxai.engine.blackbox;

import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.Layout;

/**
 * A Gaussian mask: 1 at its place, falling off around it.
 *
 * @param x centre, as a part of the picture's width: 0 is the centre of the first pixel, 1 of the
 *     last
 * @param y centre, as a part of the picture's height
 * @param width standard deviation, as a part of the picture's extents
 */
record AisePlace(double x, double y, double width) {

  /** The mask along the columns, up to 1 at the pixel next to the centre. */
  double[] across(int pixels) {
    return along(x, pixels);
  }

  /** The mask along the rows. */
  double[] down(int pixels) {
    return along(y, pixels);
  }

  private double[] along(double centre, int pixels) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < pixels; i++) {
      nearest = Math.min(nearest, exponent(i, centre, pixels));
    }
    double[] values = new double[pixels];
    for (int i = 0; i < pixels; i++) {
      values[i] = Math.exp(nearest - exponent(i, centre, pixels));
    }
    return values;
  }

  private double exponent(int pixel, double centre, int pixels) {
    double at = pixels == 1 ? 0 : pixel / (pixels - 1.0);
    return (at - centre) * (at - centre) / (2 * width * width);
  }

  /** A picture times the mask, or times what the mask leaves. */
  void apply(float[] picture, InputInfo shape, boolean keep, float[] result) {
    double[] columns = across(shape.width());
    double[] rows = down(shape.height());
    float[] line = new float[columns.length];
    int channels = shape.channels();
    int size = rows.length * columns.length;
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < line.length; c++) {
        float kept = (float) (rows[r] * columns[c]);
        line[c] = keep ? kept : 1 - kept;
      }
      if (shape.layout() == Layout.NCHW) {
        for (int k = 0; k < channels; k++) {
          multiply(picture, line, k * size + r * line.length, result);
        }
      } else {
        for (int c = 0; c < line.length; c++) {
          for (int k = 0; k < channels; k++) {
            int i = (r * line.length + c) * channels + k;
            result[i] = picture[i] * line[c];
          }
        }
      }
    }
  }

  private static void multiply(float[] picture, float[] line, int from, float[] result) {
    for (int c = 0; c < line.length; c++) {
      result[from + c] = picture[from + c] * line[c];
    }
  }

  /** Adds a value times the mask to a map [H,W]. */
  void addTo(double[] map, double value, int height, int width) {
    double[] columns = across(width);
    double[] rows = down(height);
    for (int r = 0; r < height; r++) {
      double factor = value * rows[r];
      for (int c = 0; c < width; c++) {
        map[r * width + c] += factor * columns[c];
      }
    }
  }
}
