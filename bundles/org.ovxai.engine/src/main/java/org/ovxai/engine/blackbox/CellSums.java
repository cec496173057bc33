package org.ovxai.engine.blackbox;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
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
  private final double[] squares;
  private final double[] squaredMasks;
  private final double[][] scoreSquaredMasks;
  private final double[][] squaredScoreSquaredMasks;
  private int masks;
  private final double[] scoreSums;

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
    squares = new double[lattice.length];
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
    Tents across = Tents.of(columns).byPlace(places(columns));
    int workers =
        Math.min(Runtime.getRuntime().availableProcessors(), (targets + TOGETHER - 1) / TOGETHER);
    Canvas[] canvases = new Canvas[workers];
    Arrays.setAll(canvases, i -> new Canvas());
    int pixels = rows.size() * columns.size();
    double[] weights = Arrays.copyOf(canvases[0].draw(upright, across, targets, 1), pixels);
    for (int from = 0; from < targets; from += workers * TOGETHER) {
      int first = from;
      int count = Math.min(workers * TOGETHER, targets - from);
      SaliencyMap[] maps = new SaliencyMap[count];
      SaliencyMap[] errors = new SaliencyMap[count];
      IntStream.range(0, workers)
          .parallel()
          .forEach(
              worker -> {
                int start = worker * TOGETHER;
                int size = Math.min(TOGETHER, count - start);
                if (size > 0) {
                  double[] sums = canvases[worker].draw(upright, across, first + start, size);
                  for (int k = 0; k < size; k++) {
                    int target = first + start + k;
                    maps[start + k] = map(target, sums, k, size, weights);
                    errors[start + k] = error(target, maps[start + k], weights);
                  }
                }
              });
      for (int i = 0; i < count; i++) {
        receiver.take(first + i, maps[i], Optional.of(errors[i]));
      }
    }
  }

  private SaliencyMap map(int target, double[] sums, int offset, int step, double[] weights) {
    double mean = scoreSums[target] / masks;
    float[] values = new float[weights.length];
    for (int p = 0; p < values.length; p++) {
      values[p] = (float) (weights[p] > LEAST_WEIGHT ? sums[p * step + offset] / weights[p] : mean);
    }
    return new SaliencyMap(rows.size(), columns.size(), values);
  }

  private SaliencyMap error(int target, SaliencyMap map, double[] weights) {
    float[] errors = new float[lattice.length];
    for (int i = 0; i < errors.length; i++) {
      int p = lattice[i];
      double r = map.values()[p];
      double squares =
          squaredScoreSquaredMasks[target][i]
              - 2 * r * scoreSquaredMasks[target][i]
              + r * r * squaredMasks[i];
      errors[i] =
          weights[p] > LEAST_WEIGHT ? (float) (Math.sqrt(Math.max(0, squares)) / weights[p]) : 0;
    }
    return new SaliencyMap(lattice.length / latticeWidth, latticeWidth, errors);
  }

  /** Memory to draw in, used again for one group of channels after another. */
  private final class Canvas {
    final double[] drawnRows = new double[cells.length * columns.size() * TOGETHER];
    final double[] high = new double[rows.size() * columns.size() * TOGETHER];

    /**
     * The sums of tents of some channels, [H * W][count]: the first part of {@link #high}.
     *
     * @param across by places
     */
    double[] draw(Tents upright, Tents across, int first, int count) {
      int length = columns.size() * count;
      Arrays.fill(drawnRows, 0, cells.length * length, 0);
      for (int row = 0; row < cells.length; row++) {
        drawRow(cells[row], across, first, count, row * length);
        sumTwice(row * length, length, count);
      }
      upright.draw(drawnRows, high, length);
      return high;
    }

    private void drawRow(float[] line, Tents across, int first, int count, int to) {
      for (int place = 0; place < across.places().length; place++) {
        int from = place * channels + first;
        if (line[place * channels + targets] == 0) {
          continue;
        }
        int[] pixels = across.places()[place];
        for (int i = 0; i < pixels.length; i++) {
          double change = across.changes()[place][i];
          int base = to + pixels[i] * count;
          for (int k = 0; k < count; k++) {
            drawnRows[base + k] += change * line[from + k];
          }
        }
      }
    }

    private void sumTwice(int from, int length, int count) {
      for (int time = 0; time < 2; time++) {
        for (int i = from + count; i < from + length; i++) {
          drawnRows[i] += drawnRows[i - count];
        }
      }
    }
  }
}
