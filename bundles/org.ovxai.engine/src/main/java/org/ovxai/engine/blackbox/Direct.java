package org.ovxai.engine.blackbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * DIRECT, a global minimiser without derivatives, a round of evaluations at a time:
 *
 * <pre>{@code
 * Direct direct = new Direct(lower, upper, options);
 * while (!direct.points().isEmpty()) {
 *   direct.evaluated(direct.points().stream().mapToDouble(function).toArray());
 * }
 * }</pre>
 *
 * <p>The box of possible points is divided into smaller boxes, each evaluated at its centre. In
 * each round those boxes are divided into thirds along their longest sides that could hold the
 * minimum for some rate of change of the function. D. R. Jones, C. D. Perttunen and B. E. Stuckman,
 * <i>Lipschitzian optimization without the Lipschitz constant</i>, 1993; locally biased: J. M.
 * Gablonsky and C. T. Kelley, <i>A locally-biased form of the DIRECT algorithm</i>, 2001. The
 * points and their order are those of {@code scipy.optimize.direct}, to the bit, ties included.
 */
final class Direct {
  private static final double SAME_VALUE = 1e-13;
  private static final int MOST_ROUNDS = 998;
  private static final double LEAST_VOLUME = 1e-16;
  private static final double LEAST_MEASURE = 1e-6;

  private final double[] offset;
  private final double[] extent;
  private final Options options;
  private final List<List<Box>> levels = new ArrayList<>();
  private final List<Division> round = new ArrayList<>();
  private Box best;
  private int rounds;
  private int evaluations;

  /**
   * Which boxes to prefer, and when to stop.
   *
   * @param epsilon a box must promise to be better than the least value by this share of its
   *     magnitude; 0 or more
   * @param locallyBiased whether boxes are measured by their longest side and divided one per size,
   *     instead of by their diagonal and all that have the same value
   * @param evaluations no round begins after more evaluations than this; the last one is finished
   */
  record Options(double epsilon, boolean locallyBiased, int evaluations) {
    /** SciPy's limit comes out of two integer divisions. */
    private int limit() {
      return Math.toIntExact(2 * (evaluations + (long) evaluations / 2) / 3);
    }
  }

  /** Part of the unit cube; {@code depths[i]} is how often side {@code i} was cut into thirds. */
  private static final class Box {
    final double[] centre;
    final int[] depths;
    double value;

    Box(double[] centre, int[] depths) {
      this.centre = centre;
      this.depths = depths;
    }

    int longest() {
      return Arrays.stream(depths).min().orElseThrow();
    }

    int depth() {
      return Arrays.stream(depths).sum();
    }
  }

  /** A box and its new neighbours along its longest sides: one above and one below for each. */
  private record Division(Box box, List<Integer> sides, List<Box> neighbours) {}

  /**
   * Starts with the middle of the box and two points along each side.
   *
   * @param lower least coordinates, finite
   * @param upper greatest coordinates, finite, each above the lower one
   */
  Direct(double[] lower, double[] upper, Options options) {
    this.options = options;
    extent = new double[lower.length];
    offset = new double[lower.length];
    double[] middle = new double[lower.length];
    for (int i = 0; i < lower.length; i++) {
      if (!(lower[i] < upper[i]) || Double.isInfinite(upper[i] - lower[i])) {
        throw new IllegalArgumentException(
            "Coordinate " + i + " has no room from " + lower[i] + " to " + upper[i]);
      }
      extent[i] = upper[i] - lower[i];
      offset[i] = lower[i] / extent[i];
      middle[i] = 0.5;
    }
    round.add(division(new Box(middle, new int[lower.length])));
  }

  /** The points to evaluate now, all of one round; empty when it is over. */
  List<double[]> points() {
    List<double[]> points = new ArrayList<>();
    if (best == null) {
      points.add(point(round.get(0).box));
    }
    for (Division division : round) {
      division.neighbours.forEach(box -> points.add(point(box)));
    }
    return points;
  }

  /**
   * Takes what the function gave, and begins the next round.
   *
   * @param values finite, one for each of {@link #points}
   */
  void evaluated(double[] values) {
    int next = 0;
    if (best == null) {
      best = round.get(0).box;
      best.value = values[next++];
    }
    for (Division division : round) {
      for (Box box : division.neighbours) {
        box.value = values[next++];
        if (box.value < best.value) {
          best = box;
        }
      }
      divide(division);
    }
    if (next != values.length) {
      throw new IllegalArgumentException(values.length + " values for " + next + " points");
    }
    evaluations += next;
    round.clear();
    if (goesOn()) {
      rounds++;
      for (Box box : chosen()) {
        round.add(division(box));
      }
    }
  }

  /** The first round is always followed by another. */
  private boolean goesOn() {
    return rounds == 0
        || Math.pow(3, -best.depth()) > LEAST_VOLUME
            && measure(level(best)) > LEAST_MEASURE
            && evaluations <= options.limit()
            && rounds < MOST_ROUNDS;
  }

  private double[] point(Box box) {
    double[] point = new double[extent.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = (box.centre[i] + offset[i]) * extent[i];
    }
    return point;
  }

  private static Division division(Box box) {
    int longest = box.longest();
    double third = 1 / Math.pow(3, longest + 1);
    List<Integer> sides = new ArrayList<>();
    List<Box> neighbours = new ArrayList<>();
    for (int i = 0; i < box.depths.length; i++) {
      if (box.depths[i] == longest) {
        sides.add(i);
        neighbours.add(neighbour(box, i, third));
        neighbours.add(neighbour(box, i, -third));
      }
    }
    return new Division(box, sides, neighbours);
  }

  private static Box neighbour(Box box, int side, double shift) {
    double[] centre = box.centre.clone();
    centre[side] += shift;
    return new Box(centre, box.depths.clone());
  }

  /** Cuts first along the side with the best neighbour, so that it gets the largest box. */
  private void divide(Division division) {
    if (!levels.isEmpty()) {
      levels.get(level(division.box)).remove(division.box);
    }
    List<Box> neighbours = division.neighbours;
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < division.sides.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble(i -> bestAlong(neighbours, i)));
    for (int i = 0; i < order.size(); i++) {
      int side = division.sides.get(order.get(i));
      division.box.depths[side]++;
      for (int later : order.subList(i, order.size())) {
        neighbours.get(2 * later).depths[side]++;
        neighbours.get(2 * later + 1).depths[side]++;
      }
    }
    for (int i = 0; i < neighbours.size(); i += 2) {
      insertPair(neighbours.get(i), neighbours.get(i + 1));
    }
    insert(boxesOf(division.box), division.box);
  }

  private static double bestAlong(List<Box> neighbours, int i) {
    double least = Math.min(neighbours.get(2 * i).value, neighbours.get(2 * i + 1).value);
    return least == 0 ? 0 : least; // not -0, which would be sorted before 0
  }

  /** Both have the same size. They go in one after another, but for one kind of tie. */
  private void insertPair(Box above, Box below) {
    List<Box> boxes = boxesOf(above);
    boolean tie =
        !boxes.isEmpty() && above.value < boxes.get(0).value && below.value == boxes.get(0).value;
    if (tie) {
      boxes.add(0, below);
      boxes.add(0, above);
    } else {
      insert(boxes, above);
      insert(boxes, below);
    }
  }

  /** Before the first greater one. */
  private static void insert(List<Box> sorted, Box box) {
    int i = 0;
    while (i < sorted.size() && sorted.get(i).value <= box.value) {
      i++;
    }
    sorted.add(i, box);
  }

  private List<Box> boxesOf(Box box) {
    int level = level(box);
    while (levels.size() <= level) {
      levels.add(new ArrayList<>());
    }
    return levels.get(level);
  }

  /** Boxes of one level are of one size; the higher, the smaller. */
  private int level(Box box) {
    return options.locallyBiased ? box.longest() : box.depth();
  }

  /** The size of a level's boxes: half the diagonal, or the longest side. */
  private double measure(int level) {
    if (options.locallyBiased) {
      return 1 / Math.pow(3, level);
    }
    int sides = extent.length;
    int shorter = level % sides;
    return Math.sqrt(sides - shorter + shorter / 9.0) * 0.5 / Math.pow(3, level / sides);
  }

  /** The boxes to divide: the best of each level if promising, and its equals. */
  private List<Box> chosen() {
    int count = levels.size();
    boolean[] out = new boolean[count];
    for (int j = count - 1; j >= 0; j--) {
      out[j] = levels.get(j).isEmpty() || !promising(j, out);
    }
    List<Box> chosen = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      if (!out[j]) {
        chosen.add(levels.get(j).get(0));
      }
    }
    if (!options.locallyBiased) {
      for (int j = 0; j < count; j++) {
        if (!out[j]) {
          double least = levels.get(j).get(0).value;
          levels.get(j).stream()
              .skip(1)
              .takeWhile(box -> box.value - least <= SAME_VALUE)
              .forEach(chosen::add);
        }
      }
    }
    return chosen;
  }

  /**
   * Whether no larger box is as good, and the box can beat the least value if the function falls as
   * fast as towards the larger ones. Boxes above the lower convex hull of value over size are never
   * the best choice, but SciPy divides them without asking for a promise; so does this.
   */
  private boolean promising(int level, boolean[] out) {
    double value = levels.get(level).get(0).value;
    double mostFall = Double.POSITIVE_INFINITY;
    double leastFall = 0;
    for (int i = 0; i < levels.size(); i++) {
      if (i == level || out[i] || levels.get(i).isEmpty()) {
        continue;
      }
      double fall = (levels.get(i).get(0).value - value) / (measure(i) - measure(level));
      if (fall <= 0) {
        return false;
      }
      if (i < level) {
        mostFall = Math.min(mostFall, fall);
      } else {
        leastFall = Math.max(leastFall, fall);
      }
    }
    double promise = value - mostFall * measure(level);
    return leastFall > mostFall || promise <= best.value - options.epsilon * Math.abs(best.value);
  }
}
