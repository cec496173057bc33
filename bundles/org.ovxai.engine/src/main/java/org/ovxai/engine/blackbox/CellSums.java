package org.ovxai.engine.blackbox;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ovxai.engine.image.MapSize;
import org.ovxai.engine.image.SaliencyMap;

/**
 * Means of the scores, weighted with linearly enlarged masks: {@code sum f(m * x) * m / sum m} at
 * each pixel, and its standard error.
 *
 * <p>A linearly enlarged grid is a sum of tents, one a kept cell, and where a tent stands depends
 * only on the cell and the shift. So a score is added to one number a kept cell instead of one a
 * pixel, and the tents are drawn once at the end. The numbers of all targets stand side by side in
 * memory. The standard error, {@code sqrt(sum m^2 (f - mean)^2) / sum m}, is computed for every
 * pixel of a few targets, and on a coarser lattice for many.
 */
final class CellSums implements MaskSums {
  private static final int TOGETHER = 8;
  private static final int MOST_ERRORS = 1 << 16;
  private static final double LEAST_WEIGHT = 1e-6;

  private final MaskAxis rows;
  private final MaskAxis columns;
  private final int targets;
  private final int channels;

  /** [row place][column place * channels + channel]; the last channel counts the masks. */
  private final float[][] cells;

  private final int step;
  private final int[] lattice;
  private final int latticeWidth;
  private final double[] squaredMasks;
  private final double[][] scoreSquaredMasks;
  private final double[][] squaredScoreSquaredMasks;
  private int masks;
  private double[] scoreSums;

  CellSums(MaskAxis rows, MaskAxis columns, int targets) {
    this.rows = rows;
    this.columns = columns;
    this.targets = targets;
    channels = targets + 1;
    cells = new float[places(rows)][places(columns) * channels];
    scoreSums = new double[targets];
    int pixels = rows.size() * columns.size();
    step = (int) Math.ceil(Math.sqrt((double) pixels * targets / MOST_ERRORS));
    int[] latticeRows = latticePlaces(rows.size());
    int[] latticeColumns = latticePlaces(columns.size());
    latticeWidth = latticeColumns.length;
    lattice =
        Arrays.stream(latticeRows)
            .flatMap(y -> Arrays.stream(latticeColumns).map(x -> y * columns.size() + x))
            .toArray();
    squaredMasks = new double[lattice.length];
    scoreSquaredMasks = new double[targets][lattice.length];
    squaredScoreSquaredMasks = new double[targets][lattice.length];
  }

  private static int places(MaskAxis axis) {
    return axis.cells() * axis.cell();
  }

  private int[] latticePlaces(int size) {
    int count = (size + step - 1) / step;
    return IntStream.range(0, count).map(i -> (int) ((i + 0.5) * size / count)).toArray();
  }

  @Override
  public void add(GridMask grid, float[] mask, float[] scores) {
    masks++;
    for (int k = 0; k < targets; k++) {
      scoreSums[k] += scores[k];
    }
    for (int r = 0; r < rows.cells(); r++) {
      float[] line = cells[r * rows.cell() + grid.shiftRow()];
      for (int c = 0; c < columns.cells(); c++) {
        if (grid.kept(r, c, columns.cells())) {
          int base = (c * columns.cell() + grid.shiftColumn()) * channels;
          for (int k = 0; k < targets; k++) {
            line[base + k] += scores[k];
          }
          line[base + targets]++;
        }
      }
    }
    addSquares(mask, scores);
  }

  private void addSquares(float[] mask, float[] scores) {
    double[] squares = new double[lattice.length];
    for (int i = 0; i < squares.length; i++) {
      double m = mask[lattice[i]];
      squares[i] = m * m;
      squaredMasks[i] += squares[i];
    }
    for (int k = 0; k < targets; k++) {
      addScaled(scoreSquaredMasks[k], squares, scores[k]);
      addScaled(squaredScoreSquaredMasks[k], squares, (double) scores[k] * scores[k]);
    }
  }

  private static void addScaled(double[] sum, double[] values, double factor) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * values[i];
    }
  }

  @Override
  public void maps(Rise.Receiver receiver) {
    Tents upright = Tents.of(rows);
    Tents across = Tents.of(columns);
    double[] weights = drawn(upright, across, targets, 1)[0];
    int block = TOGETHER * Runtime.getRuntime().availableProcessors();
    for (int from = 0; from < targets; from += block) {
      int first = from;
      int count = Math.min(block, targets - from);
      double[][] sums = new double[count][];
      IntStream.range(0, (count + TOGETHER - 1) / TOGETHER)
          .parallel()
          .forEach(
              i -> {
                int start = i * TOGETHER;
                int size = Math.min(TOGETHER, count - start);
                double[][] some = drawn(upright, across, first + start, size);
                System.arraycopy(some, 0, sums, start, size);
              });
      for (int i = 0; i < count; i++) {
        hand(receiver, first + i, sums[i], weights);
      }
    }
  }

  private void hand(Rise.Receiver receiver, int target, double[] sums, double[] weights) {
    double mean = scoreSums[target] / masks;
    float[] values = new float[sums.length];
    for (int p = 0; p < values.length; p++) {
      values[p] = (float) (weights[p] > LEAST_WEIGHT ? sums[p] / weights[p] : mean);
    }
    float[] errors = new float[lattice.length];
    for (int i = 0; i < errors.length; i++) {
      int p = lattice[i];
      double r = values[p];
      double squares =
          squaredScoreSquaredMasks[target][i]
              - 2 * r * scoreSquaredMasks[target][i]
              + r * r * squaredMasks[i];
      errors[i] =
          weights[p] > LEAST_WEIGHT ? (float) (Math.sqrt(Math.max(0, squares)) / weights[p]) : 0;
    }
    int height = rows.size();
    int width = columns.size();
    SaliencyMap error =
        MapSize.resized(
            new SaliencyMap(lattice.length / latticeWidth, latticeWidth, errors), height, width);
    receiver.take(target, new SaliencyMap(height, width, values), Optional.of(error));
  }

  /** The sums of tents of some channels, [channel][H * W]. */
  private double[][] drawn(Tents upright, Tents across, int first, int count) {
    int height = rows.size();
    int width = columns.size();
    int line = places(columns) * count;
    double[] high = new double[height * line];
    double[] part = new double[line];
    for (int place = 0; place < cells.length; place++) {
      if (gather(cells[place], first, count, part)) {
        upright.draw(place, part, 0, high, line);
      }
    }
    Tents.sumTwice(high, height, line);
    double[][] sums = new double[count][height * width];
    double[] wide = new double[width * count];
    for (int y = 0; y < height; y++) {
      Arrays.fill(wide, 0);
      for (int place = 0; place < places(columns); place++) {
        across.draw(place, high, y * line + place * count, wide, count);
      }
      Tents.sumTwice(wide, width, count);
      for (int k = 0; k < count; k++) {
        for (int x = 0; x < width; x++) {
          sums[k][y * width + x] = wide[x * count + k];
        }
      }
    }
    return sums;
  }

  private boolean gather(float[] from, int first, int count, double[] to) {
    boolean any = false;
    for (int place = 0; place < places(columns); place++) {
      for (int k = 0; k < count; k++) {
        float value = from[place * channels + first + k];
        to[place * count + k] = value;
        any |= value != 0;
      }
    }
    return any;
  }
}
