package org.ovxai.engine.blackbox;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.ovxai.engine.image.SaliencyMap;

/**
 * Means of the scores, weighted with linearly enlarged masks: {@code sum f(m * x) * m / sum m} at
 * each pixel, and its standard error.
 *
 * <p>A linearly enlarged grid is a sum of tents, one a kept cell, and where a tent stands depends
 * only on the cell and the shift: its place. So a score is added to one number a kept cell instead
 * of one a pixel, and the tents are drawn once at the end, some targets at a time. The standard
 * error, {@code sqrt(sum m^2 (f - mean)^2) / sum m}, is computed for every pixel of a few targets,
 * and on a coarser lattice for many.
 */
final class CellSums implements MaskSums {
  private static final int BLOCK = 64;
  private static final int MOST_TOGETHER = 16;
  private static final int MOST_DRAWN = 1 << 20;
  private static final int MOST_ERRORS = 1 << 16;
  private static final double LEAST_WEIGHT = 1e-6;

  private final MaskAxis rows;
  private final MaskAxis columns;
  private final int targets;

  /** Targets that stand side by side in memory. */
  private final int block;

  /** Targets that are drawn together: they divide a block. */
  private final int together;

  /** [block of targets][row place][column place][target of the block]. */
  private final float[][] scoreSums;

  /** Masks that keep a cell: [row place][column place]. */
  private final float[][] counts;

  private final int step;
  private final int[] lattice;
  private final int latticeWidth;
  private final double[] squares;
  private final double[] squaredMasks;
  private final double[][] scoreSquaredMasks;
  private final double[][] squaredScoreSquaredMasks;
  private int masks;
  private final double[] totals;

  CellSums(MaskAxis rows, MaskAxis columns, int targets) {
    this.rows = rows;
    this.columns = columns;
    this.targets = targets;
    block = Math.min(BLOCK, targets);
    int largest = MOST_TOGETHER;
    while (largest > 1 && rows.places() * columns.size() * largest > MOST_DRAWN) {
      largest /= 2;
    }
    together = Math.min(largest, targets);
    int places = rows.places() * columns.places();
    scoreSums =
        IntStream.range(0, (targets + block - 1) / block)
            .parallel()
            .mapToObj(i -> new float[places * block])
            .toArray(float[][]::new);
    counts = new float[rows.places()][columns.places()];
    totals = new double[targets];
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

  private int[] latticePlaces(int size) {
    int count = (size + step - 1) / step;
    return IntStream.range(0, count).map(i -> (int) ((i + 0.5) * size / count)).toArray();
  }

  @Override
  public void add(GridMask grid, float[] mask, float[] scores) {
    masks++;
    for (int k = 0; k < targets; k++) {
      totals[k] += scores[k];
    }
    for (int r = 0; r < rows.cells(); r++) {
      int row = r * rows.cell() + grid.shiftRow();
      for (int c = 0; c < columns.cells(); c++) {
        if (grid.kept(r, c, columns.cells())) {
          int place = c * columns.cell() + grid.shiftColumn();
          counts[row][place]++;
          addScores(row * columns.places() + place, scores);
        }
      }
    }
    addSquares(mask, scores);
  }

  private void addScores(int place, float[] scores) {
    for (int first = 0; first < targets; first += block) {
      float[] sums = scoreSums[first / block];
      int count = Math.min(block, targets - first);
      for (int k = 0; k < count; k++) {
        sums[place * block + k] += scores[first + k];
      }
    }
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
    Tents across = Tents.of(columns).byPlace(columns.places());
    int workers =
        Math.min(Runtime.getRuntime().availableProcessors(), (targets + together - 1) / together);
    Canvas[] canvases = new Canvas[workers];
    Arrays.setAll(canvases, i -> new Canvas(upright, across));
    double[] weights = canvases[0].weights();
    for (int from = 0; from < targets; from += workers * together) {
      int first = from;
      int count = Math.min(workers * together, targets - from);
      SaliencyMap[] maps = new SaliencyMap[count];
      SaliencyMap[] errors = new SaliencyMap[count];
      IntStream.range(0, workers)
          .parallel()
          .forEach(
              worker -> {
                int start = worker * together;
                int size = Math.min(together, count - start);
                if (size > 0) {
                  float[][] sums = canvases[worker].scores(first + start, size);
                  for (int k = 0; k < size; k++) {
                    int target = first + start + k;
                    maps[start + k] = map(target, sums[k], weights);
                    errors[start + k] = error(target, maps[start + k], weights);
                  }
                }
              });
      for (int i = 0; i < count; i++) {
        receiver.take(first + i, maps[i], Optional.of(errors[i]));
      }
    }
  }

  /** A map, from sums that are overwritten. */
  private SaliencyMap map(int target, float[] sums, double[] weights) {
    float mean = (float) (totals[target] / masks);
    for (int p = 0; p < sums.length; p++) {
      sums[p] = weights[p] > LEAST_WEIGHT ? (float) (sums[p] / weights[p]) : mean;
    }
    return new SaliencyMap(rows.size(), columns.size(), sums);
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

  /** Memory to draw in, used again for one group of targets after another. */
  private final class Canvas {
    private final Tents upright;
    private final Tents across;
    private final double[] drawnRows = new double[rows.places() * columns.size() * together];
    private final double[] slope = new double[columns.size() * together];
    private final double[] level = new double[columns.size() * together];

    /**
     * Room for {@link #together} targets.
     *
     * @param across by places
     */
    Canvas(Tents upright, Tents across) {
      this.upright = upright;
      this.across = across;
    }

    /** Sums of the masks: [H*W]. */
    double[] weights() {
      int width = columns.size();
      for (int row = 0; row < counts.length; row++) {
        drawRow(row, counts[row], 0, 1, 1);
      }
      double[] sums = new double[rows.size() * width];
      drawUpright(1, y -> System.arraycopy(level, 0, sums, y * width, width));
      return sums;
    }

    /** Sums of the masks times the scores of some targets of a block: [target][H*W]. */
    float[][] scores(int first, int count) {
      int width = columns.size();
      for (int row = 0; row < counts.length; row++) {
        int from = row * columns.places() * block + first % block;
        drawRow(row, scoreSums[first / block], from, block, count);
      }
      float[][] sums = new float[count][rows.size() * width];
      drawUpright(
          count,
          y -> {
            for (int k = 0; k < count; k++) {
              float[] map = sums[k];
              for (int x = 0; x < width; x++) {
                map[y * width + x] = (float) level[x * count + k];
              }
            }
          });
      return sums;
    }

    private void drawRow(int row, float[] line, int from, int stride, int count) {
      int length = columns.size() * count;
      int to = row * length;
      Arrays.fill(drawnRows, to, to + length, 0);
      for (int place = 0; place < across.places().length; place++) {
        if (counts[row][place] == 0) {
          continue;
        }
        int[] pixels = across.places()[place];
        double[] changes = across.changes()[place];
        int base = from + place * stride;
        for (int i = 0; i < pixels.length; i++) {
          addScaled(line, base, changes[i], to + pixels[i] * count, count);
        }
      }
      for (int time = 0; time < 2; time++) {
        for (int i = to + count; i < to + length; i++) {
          drawnRows[i] += drawnRows[i - count];
        }
      }
    }

    private void addScaled(float[] values, int from, double factor, int to, int count) {
      for (int k = 0; k < count; k++) {
        drawnRows[to + k] += factor * values[from + k];
      }
    }

    /** Sums along the columns; after each row of pixels, its sums are in {@link #level}. */
    private void drawUpright(int count, IntConsumer row) {
      int length = columns.size() * count;
      Arrays.fill(slope, 0);
      Arrays.fill(level, 0);
      for (int y = 0; y < rows.size(); y++) {
        int[] places = upright.places()[y];
        double[] changes = upright.changes()[y];
        for (int i = 0; i < places.length; i++) {
          addToSlope(changes[i], places[i] * length, length);
        }
        for (int k = 0; k < length; k++) {
          level[k] += slope[k];
        }
        row.accept(y);
      }
    }

    private void addToSlope(double factor, int from, int length) {
      for (int k = 0; k < length; k++) {
        slope[k] += factor * drawnRows[from + k];
      }
    }
  }
}
