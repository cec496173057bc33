package org.ovxai.engine.blackbox;

import java.util.ArrayList;
import java.util.List;
import org.ovxai.engine.image.SaliencyMap;

/** The search of one target with one kernel width. */
final class AiseSearch {
  private static final int AREA_CELLS = 64;

  private final int target;
  private final double width;
  private final double[] lower;
  private final double[] upper;
  private final int iterations;
  private final Variant variant;
  private final Direct direct;
  private final List<AisePlace> places = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();
  private boolean over;

  /**
   * A search that has not begun.
   *
   * @param target place among the targets
   * @param width of the kernel, as a part of the picture's extents
   * @param lower least x and y of a place
   * @param upper greatest x and y of a place
   */
  AiseSearch(
      int target,
      double width,
      double[] lower,
      double[] upper,
      AiseSettings settings,
      Variant variant) {
    this.target = target;
    this.width = width;
    this.lower = lower;
    this.upper = upper;
    this.variant = variant;
    iterations = settings.iterations();
    direct =
        new Direct(
            lower,
            upper,
            new Direct.Options(settings.solverEpsilon(), settings.locallyBiased(), iterations));
  }

  int target() {
    return target;
  }

  /** The places to try now; empty when the search is over. */
  List<AisePlace> round() {
    if (over) {
      return List.of();
    }
    List<double[]> points = direct.points();
    int room = variant == Variant.CORRECTED ? iterations - places.size() : points.size();
    return points.stream().limit(room).map(p -> new AisePlace(p[0], p[1], width)).toList();
  }

  /** Takes what the places of the round are worth. */
  void tried(List<AisePlace> round, double[] worth) {
    places.addAll(round);
    double[] losses = new double[worth.length];
    for (int i = 0; i < worth.length; i++) {
      values.add(worth[i]);
      losses[i] = -worth[i];
    }
    if (variant == Variant.CORRECTED && places.size() == iterations) {
      over = true;
    } else {
      direct.evaluated(losses);
      over = direct.points().isEmpty();
    }
  }

  /** How many places were tried. */
  int tries() {
    return places.size();
  }

  /**
   * The map [H,W] of a target's searches: the sum of their parts, divided by its greatest
   * magnitude. The reference divides by the maximum, which turns negative maps upside down.
   */
  static SaliencyMap map(List<AiseSearch> searches, int height, int width) {
    double[] map = new double[height * width];
    searches.forEach(search -> search.addTo(map, height, width));
    boolean corrected = searches.stream().allMatch(s -> s.variant == Variant.CORRECTED);
    double divisor = corrected ? magnitude(map) : max(map);
    float[] values = new float[map.length];
    for (int p = 0; p < values.length; p++) {
      values[p] = (float) (divisor == 0 ? 0 : map[p] / divisor);
    }
    return new SaliencyMap(height, width, values);
  }

  /** Adds this width's part: the sum of values times masks, made comparable with other widths. */
  private void addTo(double[] map, int height, int mapWidth) {
    boolean corrected = variant == Variant.CORRECTED;
    if (corrected && values.stream().allMatch(values.get(0)::equals)) {
      return; // less the mean it would be rounding errors, blown up to 1
    }
    double baseline = corrected ? areaMean() : 0;
    int count = corrected ? places.size() : Math.min(iterations, places.size());
    double[] part = new double[map.length];
    for (int i = 0; i < count; i++) {
      places.get(i).addTo(part, values.get(i) - baseline, height, mapWidth);
    }
    double divisor = corrected ? magnitude(part) : max(part);
    double factor = divisor > 0 ? 1 / divisor : 1;
    for (int p = 0; p < map.length; p++) {
      map[p] += part[p] * factor;
    }
  }

  private static double magnitude(double[] values) {
    double greatest = 0;
    for (double v : values) {
      greatest = Math.max(greatest, Math.abs(v));
    }
    return greatest;
  }

  private static double max(double[] values) {
    double max = values[0];
    for (double v : values) {
      max = Math.max(max, v);
    }
    return max;
  }

  /**
   * The mean value over the area that was searched, each point of it counted with the value of the
   * nearest place. The search tries more places where values are high; their plain mean would be
   * too high.
   */
  private double areaMean() {
    double sum = 0;
    for (int row = 0; row < AREA_CELLS; row++) {
      double y = between(1, (row + 0.5) / AREA_CELLS);
      for (int column = 0; column < AREA_CELLS; column++) {
        sum += values.get(nearest(between(0, (column + 0.5) / AREA_CELLS), y));
      }
    }
    return sum / (AREA_CELLS * AREA_CELLS);
  }

  private double between(int axis, double part) {
    return lower[axis] + part * (upper[axis] - lower[axis]);
  }

  private int nearest(double x, double y) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < places.size(); i++) {
      AisePlace place = places.get(i);
      double dx = (place.x() - x) / (upper[0] - lower[0]);
      double dy = (place.y() - y) / (upper[1] - lower[1]);
      double distance = dx * dx + dy * dy;
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }
}
