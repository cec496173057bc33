package org.ovxai.engine.metrics;

import java.util.List;
import org.ovxai.engine.dataset.BoundingBox;
import org.ovxai.engine.image.SaliencyMap;

/**
 * Whether a map points at the object: measures that compare it with annotated boxes. Maps have the
 * size of the annotated picture.
 */
public final class PointingGame {
  private static final String CONSTANT = "the map is constant";
  private static final String NO_BOX = "there is no box of the class";
  private static final int TOLERANCE = 15;

  private PointingGame() {}

  /**
   * The pointing game (Zhang et al., Top-down neural attention by excitation backprop, 2016).
   *
   * <p>Compatible: 1 if a pixel with the greatest value lies in a box, whose edges belong to it;
   * else 0. Paper: the share of the pixels with the greatest value that are less than 15 pixels
   * away from a pixel of a box.
   *
   * @param boxes of the explained class
   */
  public static MetricValue hit(Importance map, List<BoundingBox> boxes, Definition definition) {
    if (boxes.isEmpty()) {
      return MetricValue.missing(NO_BOX);
    }
    if (map.constant()) {
      return MetricValue.missing(CONSTANT);
    }
    float[] unit = map.unit();
    int greatest = 0;
    int hits = 0;
    for (int i = 0; i < unit.length; i++) {
      if (unit[i] == 1) {
        int x = i % map.width();
        int y = i / map.width();
        greatest++;
        hits += boxes.stream().anyMatch(b -> hit(b, x, y, definition)) ? 1 : 0;
      }
    }
    return MetricValue.of(
        definition == Definition.COMPATIBLE ? Math.min(1, hits) : hits / (double) greatest);
  }

  private static boolean hit(BoundingBox box, int x, int y, Definition definition) {
    if (definition == Definition.COMPATIBLE) {
      return x >= box.x1() && x <= box.x2() && y >= box.y1() && y <= box.y2();
    }
    double right = distance(x, box.x1(), box.x2());
    double down = distance(y, box.y1(), box.y2());
    return right * right + down * down < TOLERANCE * TOLERANCE;
  }

  /** From a pixel to the nearest pixel between two edges, along one axis. */
  private static double distance(int at, double from, double to) {
    double first = Math.ceil(from - 0.5);
    double last = Math.max(first, Math.ceil(to - 0.5) - 1);
    return Math.max(0, Math.max(first - at, at - last));
  }

  /**
   * The energy-based pointing game (Wang et al., Score-CAM, 2020): the share of the map, scaled to
   * 0..1, that lies in the boxes. The share of the picture that they cover is chance.
   *
   * @param boxes of the explained class
   */
  public static MetricValue energy(Importance map, List<BoundingBox> boxes) {
    if (boxes.isEmpty()) {
      return MetricValue.missing(NO_BOX);
    }
    if (map.constant()) {
      return MetricValue.missing(CONSTANT);
    }
    float[] unit = map.unit();
    double inside = 0;
    double all = 0;
    for (int i = 0; i < unit.length; i++) {
      double x = i % map.width() + 0.5;
      double y = i / map.width() + 0.5;
      all += unit[i];
      if (boxes.stream().anyMatch(b -> b.contains(x, y))) {
        inside += unit[i];
      }
    }
    return MetricValue.of(inside / all);
  }

  /**
   * The grid pointing game (Böhle et al., Convolutional dynamic alignment networks, 2021): the
   * share of the map's positive values that lies in the cells of a mosaic that show the class, that
   * is, hold the centre of one of its boxes.
   *
   * @param map unscaled, at the mosaic's size
   * @param boxes of the explained class
   * @param cells rows and columns of the mosaic, 2 or more
   */
  public static MetricValue grid(SaliencyMap map, List<BoundingBox> boxes, int cells) {
    if (boxes.isEmpty()) {
      return MetricValue.missing(NO_BOX);
    }
    boolean[] shown = new boolean[cells * cells];
    int count = 0;
    for (BoundingBox box : boxes) {
      int row = cell((box.y1() + box.y2()) / 2, map.height(), cells);
      int column = cell((box.x1() + box.x2()) / 2, map.width(), cells);
      count += shown[row * cells + column] ? 0 : 1;
      shown[row * cells + column] = true;
    }
    if (count == shown.length) {
      return MetricValue.missing("every cell of the mosaic shows the class");
    }
    return share(map, shown, cells);
  }

  private static MetricValue share(SaliencyMap map, boolean[] shown, int cells) {
    if (map.min() == map.max()) {
      return MetricValue.missing(CONSTANT);
    }
    double inside = 0;
    double all = 0;
    for (int y = 0; y < map.height(); y++) {
      int row = cell(y + 0.5, map.height(), cells);
      for (int x = 0; x < map.width(); x++) {
        double positive = Math.max(0, map.at(y, x));
        all += positive;
        inside += shown[row * cells + cell(x + 0.5, map.width(), cells)] ? positive : 0;
      }
    }
    return all == 0
        ? MetricValue.missing("the map has no positive value")
        : MetricValue.of(inside / all);
  }

  private static int cell(double at, int size, int cells) {
    return Math.min(Math.max((int) (at * cells / size), 0), cells - 1);
  }
}
