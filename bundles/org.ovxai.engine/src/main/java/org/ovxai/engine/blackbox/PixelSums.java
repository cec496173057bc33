package org.ovxai.engine.blackbox;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ovxai.engine.image.SaliencyMap;

/**
 * Sums of scores times masks, pixel by pixel, as openvino_xai forms them: {@code sum f(m * x) * m}
 * in float64.
 */
final class PixelSums implements MaskSums {
  private static final int BATCH = 32;
  private static final int BLOCK = 2048;

  private final int height;
  private final int width;
  private final double[][] sums;
  private final float[][] masks = new float[BATCH][];
  private final float[][] scores = new float[BATCH][];
  private int waiting;

  PixelSums(int height, int width, int targets) {
    this.height = height;
    this.width = width;
    sums = new double[targets][height * width];
    Arrays.setAll(masks, i -> new float[height * width]);
  }

  @Override
  public void add(GridMask grid, float[] mask, float[] score) {
    System.arraycopy(mask, 0, masks[waiting], 0, mask.length);
    scores[waiting++] = score.clone();
    if (waiting == BATCH) {
      flush();
    }
  }

  private void flush() {
    IntStream.range(0, sums.length).parallel().forEach(this::flush);
    waiting = 0;
  }

  private void flush(int target) {
    double[] sum = sums[target];
    for (int from = 0; from < sum.length; from += BLOCK) {
      int to = Math.min(sum.length, from + BLOCK);
      for (int i = 0; i < waiting; i++) {
        addScaled(sum, masks[i], scores[i][target], from, to);
      }
    }
  }

  private static void addScaled(double[] sum, float[] mask, double score, int from, int to) {
    for (int p = from; p < to; p++) {
      sum[p] += score * mask[p];
    }
  }

  @Override
  public void maps(Rise.Receiver receiver) {
    flush();
    for (int target = 0; target < sums.length; target++) {
      float[] values = new float[height * width];
      for (int p = 0; p < values.length; p++) {
        values[p] = (float) sums[target][p];
      }
      receiver.take(target, new SaliencyMap(height, width, values), Optional.empty());
    }
  }
}
