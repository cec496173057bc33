package org.ovxai.engine.metrics;

import java.util.Random;
import org.ovxai.engine.model.InputInfo;

/**
 * Remove and debias (Rong et al., A consistent and efficient evaluation strategy for attribution
 * methods, 2022): pixels are removed by filling them in from their neighbours, with a little noise,
 * so that neither an edge nor a foreign colour gives away where they were.
 *
 * <p>The value is {@code (L - M) / 2}, where {@code M} is the mean score when the most important
 * 10, 20, ... 90 % are removed, and {@code L} that when the least important are; as in the package
 * pytorch-grad-cam. The noise has 1 % of the picture's standard deviation and a fixed seed.
 */
public final class Road {
  private static final int LEVELS = 9;
  private static final float NOISE = 0.01f;
  private static final float PRECISION = 1e-3f;

  private Road() {}

  /** How many inferences a map takes. */
  public static int inferences() {
    return 2 * LEVELS;
  }

  /**
   * The pictures of a map: the most important pixels removed, then the least important.
   *
   * @param tensor the preprocessed picture in the network's layout
   * @param order indices of its pixels, row by row, the most important first
   */
  public static Series pictures(float[] tensor, int[] order, InputInfo input) {
    InputPixels pixels = new InputPixels(input);
    float deviation = deviation(tensor);
    Imputation imputation = new Imputation(pixels, PRECISION * deviation);
    Random random = new Random(0);
    return new Series() {
      private float[] picture = tensor.clone();
      private boolean[] missing = new boolean[order.length];

      @Override
      public int length() {
        return inferences();
      }

      @Override
      public void write(int index, float[] values) {
        if (index == LEVELS) {
          picture = tensor.clone();
          missing = new boolean[order.length];
        }
        int count = (int) ((long) (index % LEVELS + 1) * order.length / (LEVELS + 1));
        for (int i = 0; i < count; i++) {
          missing[order[index < LEVELS ? i : order.length - 1 - i]] = true;
        }
        imputation.fill(picture, missing);
        System.arraycopy(picture, 0, values, 0, values.length);
        for (int p = 0; p < missing.length; p++) {
          for (int c = 0; c < pixels.channels() && missing[p]; c++) {
            values[pixels.index(c, p)] += (float) (NOISE * deviation * random.nextGaussian());
          }
        }
      }
    };
  }

  /**
   * The value of a map.
   *
   * @param scores of {@link #pictures}
   */
  public static MetricValue of(double[] scores) {
    double sum = 0;
    for (int i = 0; i < LEVELS; i++) {
      sum += scores[LEVELS + i] - scores[i];
    }
    return Double.isFinite(sum)
        ? MetricValue.of(sum / LEVELS / 2)
        : MetricValue.missing("the network gives a score that is no number");
  }

  private static float deviation(float[] values) {
    double sum = 0;
    double squares = 0;
    for (float v : values) {
      sum += v;
      squares += (double) v * v;
    }
    double mean = sum / values.length;
    return (float) Math.sqrt(Math.max(0, squares / values.length - mean * mean));
  }
}
