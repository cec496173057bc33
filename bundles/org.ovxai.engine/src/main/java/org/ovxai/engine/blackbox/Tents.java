package org.ovxai.engine.blackbox;

import java.util.ArrayList;
import java.util.List;

/**
 * The shares that cells have in the pixels of an axis, for every cell and shift. A share is a tent
 * along the axis, made of straight lines: it is kept as the few changes of its slope, from which
 * summing twice gives it back.
 *
 * @param places for each pixel: the places (cell * shifts + shift) whose slope changes there
 * @param changes by how much
 */
record Tents(int[][] places, double[][] changes) {
  private static final double ROUNDING = 1e-13;

  static Tents of(MaskAxis axis) {
    List<List<Integer>> places = new ArrayList<>();
    List<List<Double>> changes = new ArrayList<>();
    for (int p = 0; p < axis.size(); p++) {
      places.add(new ArrayList<>());
      changes.add(new ArrayList<>());
    }
    for (int place = 0; place < axis.cells() * axis.cell(); place++) {
      double before = 0;
      double slope = 0;
      for (int p = 0; p < axis.size(); p++) {
        double weight = axis.weight(place / axis.cell(), p + place % axis.cell());
        double change = weight - before - slope;
        if (Math.abs(change) > ROUNDING) {
          places.get(p).add(place);
          changes.get(p).add(change);
        }
        slope = weight - before;
        before = weight;
      }
    }
    return new Tents(
        places.stream().map(l -> l.stream().mapToInt(i -> i).toArray()).toArray(int[][]::new),
        changes.stream()
            .map(l -> l.stream().mapToDouble(d -> d).toArray())
            .toArray(double[][]::new));
  }
}
