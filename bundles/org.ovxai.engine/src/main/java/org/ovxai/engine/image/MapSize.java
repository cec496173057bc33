package org.ovxai.engine.image;

/** Gives saliency maps another size. */
public final class MapSize {
  private MapSize() {}

  /**
   * The map at another size, bilinear between the centres of its cells; beyond the outermost
   * centres it has their value.
   */
  public static SaliencyMap resized(SaliencyMap map, int height, int width) {
    int[] left = new int[width];
    float[] right = new float[width];
    for (int x = 0; x < width; x++) {
      float at = position(x, width, map.width());
      left[x] = (int) at;
      right[x] = at - left[x];
    }
    float[] values = new float[Math.multiplyExact(height, width)];
    for (int y = 0; y < height; y++) {
      float at = position(y, height, map.height());
      int upper = (int) at;
      int lower = Math.min(upper + 1, map.height() - 1);
      for (int x = 0; x < width; x++) {
        float above = between(map, upper, left[x], right[x]);
        float below = between(map, lower, left[x], right[x]);
        values[y * width + x] = above + (at - upper) * (below - above);
      }
    }
    return new SaliencyMap(height, width, values);
  }

  /** Where the centre of a target cell lies, counted in source cells from the first centre. */
  private static float position(int index, int size, int sourceSize) {
    double at = (index + 0.5) * sourceSize / size - 0.5;
    return (float) Math.min(Math.max(at, 0), sourceSize - 1);
  }

  private static float between(SaliencyMap map, int row, int column, float share) {
    float first = map.at(row, column);
    return first + share * (map.at(row, Math.min(column + 1, map.width() - 1)) - first);
  }
}
