package org.ovxai.engine.blackbox;

import java.util.ArrayList;
import java.util.Arrays;
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

  /** The same by places: for each, the pixels where its slope changes, and by how much. */
  Tents byPlace(int count) {
    int[][] pixels = new int[count][0];
    double[][] byHowMuch = new double[count][0];
    for (int p = 0; p < places.length; p++) {
      for (int i = 0; i < places[p].length; i++) {
        int place = places[p][i];
        int length = pixels[place].length;
        pixels[place] = Arrays.copyOf(pixels[place], length + 1);
        byHowMuch[place] = Arrays.copyOf(byHowMuch[place], length + 1);
        pixels[place][length] = p;
        byHowMuch[place][length] = changes[p][i];
      }
    }
    return new Tents(pixels, byHowMuch);
  }
}
