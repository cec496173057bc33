package org.ovxai.engine.metrics;

/**
 * Fills pixels in from their neighbours, so that each is the mean of the eight around it, those
 * beside it counting twice as much as those at its corners (Rong et al., ROAD, 2022). Filled pixels
 * count as neighbours too, so that this is a system of linear equations; it is solved by successive
 * over-relaxation.
 */
final class Imputation {
  private static final int[] STEPS_X = {-1, 0, 1, -1, 1, -1, 0, 1};
  private static final int[] STEPS_Y = {-1, -1, -1, 0, 0, 1, 1, 1};
  private static final float[] WEIGHTS = {1, 2, 1, 2, 2, 1, 2, 1};
  private static final float RELAXATION = 1.9f;
  private static final int MOST_SWEEPS = 2000;

  private final InputPixels pixels;
  private final float precision;

  /**
   * Imputation of pictures of one kind.
   *
   * @param precision when the values change less than this, they are taken
   */
  Imputation(InputPixels pixels, float precision) {
    this.pixels = pixels;
    this.precision = precision;
  }

  /**
   * Fills pixels in.
   *
   * @param picture in the network's layout; what stands in the missing pixels is where the search
   *     begins
   * @param missing which pixels are filled in; one at least is not
   */
  void fill(float[] picture, boolean[] missing) {
    for (int c = 0; c < pixels.channels(); c++) {
      int sweeps = 0;
      while (sweep(picture, missing, c) > precision && sweeps < MOST_SWEEPS) {
        sweeps++;
      }
    }
  }

  /** Moves each missing pixel towards the mean of its neighbours; returns the largest move. */
  private float sweep(float[] picture, boolean[] missing, int channel) {
    float largest = 0;
    for (int p = 0; p < missing.length; p++) {
      if (missing[p]) {
        int at = pixels.index(channel, p);
        float move = RELAXATION * (mean(picture, channel, p) - picture[at]);
        picture[at] += move;
        largest = Math.max(largest, Math.abs(move));
      }
    }
    return largest;
  }

  private float mean(float[] picture, int channel, int pixel) {
    int x = pixel % pixels.width();
    int y = pixel / pixels.width();
    float sum = 0;
    float weights = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      int otherX = x + STEPS_X[i];
      int otherY = y + STEPS_Y[i];
      if (otherX >= 0 && otherX < pixels.width() && otherY >= 0 && otherY < pixels.height()) {
        sum += WEIGHTS[i] * picture[pixels.index(channel, otherY * pixels.width() + otherX)];
        weights += WEIGHTS[i];
      }
    }
    return sum / weights;
  }
}
