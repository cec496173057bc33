package org.ovxai.engine.image;

/** Gives saliency maps another size. */
public final class MapSize {
  private MapSize() {}

  /**
   * The map at another size, bilinear between the centres of its cells; beyond the outermost
   * centres it has their value.
   */
  public static SaliencyMap resized(SaliencyMap map, int height, int width) {
    return sampled(map, centres(height, map.height()), centres(width, map.width()));
  }

  /** Where the centres of target cells lie, counted in source cells from the first one's edge. */
  private static double[] centres(int size, int sourceSize) {
    double[] centres = new double[size];
    for (int i = 0; i < size; i++) {
      centres[i] = (i + 0.5) * sourceSize / size;
    }
    return centres;
  }

  /**
   * The map's values at some places, bilinear between the centres of its cells, as in {@link
   * #resized}. Places outside the map get its least value.
   *
   * @param rows places from top to bottom, counted in cells from the map's upper edge
   * @param columns places from left to right, counted in cells from the map's left edge
   */
  public static SaliencyMap sampled(SaliencyMap map, double[] rows, double[] columns) {
    float least = map.min();
    int[] left = new int[columns.length];
    float[] right = new float[columns.length];
    for (int x = 0; x < columns.length; x++) {
      float at = position(columns[x], map.width());
      left[x] = (int) at;
      right[x] = at - left[x];
    }
    float[] values = new float[Math.multiplyExact(rows.length, columns.length)];
    for (int y = 0; y < rows.length; y++) {
      float at = position(rows[y], map.height());
      int upper = (int) at;
      int lower = Math.min(upper + 1, map.height() - 1);
      for (int x = 0; x < columns.length; x++) {
        float above = between(map, upper, left[x], right[x]);
        float below = between(map, lower, left[x], right[x]);
        values[y * columns.length + x] =
            inside(rows[y], map.height()) && inside(columns[x], map.width())
                ? above + (at - upper) * (below - above)
                : least;
      }
    }
    return new SaliencyMap(rows.length, columns.length, values);
  }

  private static boolean inside(double place, int cells) {
    return place >= 0 && place <= cells;
  }

  /** A place counted from the centre of the first cell, moved to the outermost centres. */
  private static float position(double place, int cells) {
    return (float) Math.min(Math.max(place - 0.5, 0), cells - 1);
  }

  private static float between(SaliencyMap map, int row, int column, float share) {
    float first = map.at(row, column);
    return first + share * (map.at(row, Math.min(column + 1, map.width() - 1)) - first);
  }
}
