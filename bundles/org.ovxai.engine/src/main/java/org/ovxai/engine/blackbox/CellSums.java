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
 * only on the cell and the shift: its place. So a score is added to one number a kept cell instead
 * of one a pixel, and the tents are drawn once at the end, some targets at a time. The latest masks
 * and their scores are kept as they are, and summed up when there are too many. The standard error,
 * {@code sqrt(sum m^2 (f - mean)^2) / sum m}, is computed for every pixel of a few targets, and on
 * a coarser lattice for many.
 */
final class CellSums implements MaskSums {
  private static final int BLOCK = 64;
  private static final int MOST_LATEST = 1024;
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

  private final GridMask[] latest = new GridMask[MOST_LATEST];
  private int latestCount;

  /** [block of targets][latest mask][target of the block]. */
  private final float[][] latestScores;

  /** Of former masks: [block of targets][row place][column place][target of the block]. */
  private Optional<float[][]> scoreSums = Optional.empty();

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
    latestScores = new float[(targets + block - 1) / block][MOST_LATEST * block];
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
    if (latestCount == MOST_LATEST) {
      sumLatest();
    }
    for (int first = 0; first < targets; first += block) {
      int count = Math.min(block, targets - first);
      System.arraycopy(scores, first, latestScores[first / block], latestCount * block, count);
    }
    latest[latestCount++] = grid;
    for (int r = 0; r < rows.cells(); r++) {
      for (int c = 0; c < columns.cells(); c++) {
        if (grid.kept(r, c, columns.cells())) {
          counts[r * rows.cell() + grid.shiftRow()][c * columns.cell() + grid.shiftColumn()]++;
        }
      }
    }
    addSquares(mask, scores);
  }

  private void sumLatest() {
    if (scoreSums.isEmpty()) {
      scoreSums =
          Optional.of(new float[latestScores.length][rows.places() * columns.places() * block]);
    }
    for (int i = 0; i < latestCount; i++) {
      GridMask grid = latest[i];
      for (int r = 0; r < rows.cells(); r++) {
        for (int c = 0; c < columns.cells(); c++) {
          if (grid.kept(r, c, columns.cells())) {
            int row = r * rows.cell() + grid.shiftRow();
            int column = c * columns.cell() + grid.shiftColumn();
            addScores(scoreSums.get(), (row * columns.places() + column) * block, i * block);
          }
        }
      }
    }
    latestCount = 0;
  }

  private void addScores(float[][] sums, int to, int from) {
    for (int b = 0; b < sums.length; b++) {
      for (int k = 0; k < block; k++) {
        sums[b][to + k] += latestScores[b][from + k];
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
    Tents across = Tents.of(columns);
    int workers =
        Math.min(Runtime.getRuntime().availableProcessors(), (targets + together - 1) / together);
    Canvas[] canvases = new Canvas[workers];
    Arrays.setAll(canvases, i -> new Canvas(upright, across));
    double[] weights = canvases[0].weights();
    double[] inverse = Arrays.stream(weights).map(w -> w > LEAST_WEIGHT ? 1 / w : 0).toArray();
    int[] unseen = IntStream.range(0, weights.length).filter(p -> inverse[p] == 0).toArray();
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
                  float[][] means = canvases[worker].means(first + start, size, inverse);
                  for (int k = 0; k < size; k++) {
                    int target = first + start + k;
                    for (int p : unseen) {
                      means[k][p] = (float) (totals[target] / masks);
                    }
                    maps[start + k] = new SaliencyMap(rows.size(), columns.size(), means[k]);
                    errors[start + k] = error(target, means[k], inverse);
                  }
                }
              });
      for (int i = 0; i < count; i++) {
        receiver.take(first + i, maps[i], Optional.of(errors[i]));
      }
    }
  }

  private SaliencyMap error(int target, float[] means, double[] inverse) {
    float[] errors = new float[lattice.length];
    for (int i = 0; i < errors.length; i++) {
      int p = lattice[i];
      double r = means[p];
      double squares =
          squaredScoreSquaredMasks[target][i]
              - 2 * r * scoreSquaredMasks[target][i]
              + r * r * squaredMasks[i];
      errors[i] = (float) (Math.sqrt(Math.max(0, squares)) * inverse[p]);
    }
    return new SaliencyMap(lattice.length / latticeWidth, latticeWidth, errors);
  }

  /**
   * Memory to draw in, used again for one group of targets after another. Tents are first drawn
   * along the rows, for the places of one row of cells at a time, so that little memory is used at
   * once, then along the columns.
   */
  private final class Canvas {
    private final Tents upright;
    private final Tents across;

    /** [column place][shift of the row][target]. */
    private final double[] cellRow = new double[columns.places() * rows.cell() * together];

    /** [row place][column][target]. */
    private final double[] drawnRows = new double[rows.places() * columns.size() * together];

    private final Slopes acrossSlopes = new Slopes(rows.cell() * together);
    private final Slopes uprightSlopes = new Slopes(columns.size() * together);

    /** Room for {@link #together} targets. */
    Canvas(Tents upright, Tents across) {
      this.upright = upright;
      this.across = across;
    }

    /** Sums of the masks: [H*W]. */
    double[] weights() {
      double[] sums = new double[rows.size() * columns.size()];
      for (int r = 0; r < rows.cells(); r++) {
        for (int shift = 0; shift < rows.cell(); shift++) {
          for (int place = 0; place < columns.places(); place++) {
            cellRow[place * rows.cell() + shift] = counts[r * rows.cell() + shift][place];
          }
        }
        drawAcross(r, 1);
      }
      uprightSlopes.draw(
          upright,
          drawnRows,
          columns.size(),
          (y, level) -> System.arraycopy(level, 0, sums, y * columns.size(), columns.size()));
      return sums;
    }

    /**
     * Sums of the masks times the scores of some targets, over the sums of the masks:
     * [target][H*W].
     *
     * @param inverse of the sums of the masks
     */
    float[][] means(int first, int count, double[] inverse) {
      for (int r = 0; r < rows.cells(); r++) {
        readCells(r, first, count);
        drawAcross(r, count);
      }
      int width = columns.size();
      float[][] means = new float[count][rows.size() * width];
      uprightSlopes.draw(
          upright,
          drawnRows,
          width * count,
          (y, level) -> {
            for (int k = 0; k < count; k++) {
              float[] map = means[k];
              for (int x = 0; x < width; x++) {
                map[y * width + x] = (float) (level[x * count + k] * inverse[y * width + x]);
              }
            }
          });
      return means;
    }

    private void readCells(int r, int first, int count) {
      Arrays.fill(cellRow, 0);
      scoreSums.ifPresent(sums -> readFormer(sums[first / block], r, first % block, count));
      float[] scores = latestScores[first / block];
      for (int i = 0; i < latestCount; i++) {
        GridMask grid = latest[i];
        int from = i * block + first % block;
        for (int c = 0; c < columns.cells(); c++) {
          if (grid.kept(r, c, columns.cells())) {
            int place = c * columns.cell() + grid.shiftColumn();
            int to = (place * rows.cell() + grid.shiftRow()) * count;
            for (int k = 0; k < count; k++) {
              cellRow[to + k] += scores[from + k];
            }
          }
        }
      }
    }

    private void readFormer(float[] sums, int r, int offset, int count) {
      for (int shift = 0; shift < rows.cell(); shift++) {
        int row = r * rows.cell() + shift;
        for (int place = 0; place < columns.places(); place++) {
          int from = (row * columns.places() + place) * block + offset;
          int to = (place * rows.cell() + shift) * count;
          for (int k = 0; k < count; k++) {
            cellRow[to + k] = sums[from + k];
          }
        }
      }
    }

    private void drawAcross(int r, int count) {
      int width = columns.size();
      acrossSlopes.draw(
          across,
          cellRow,
          rows.cell() * count,
          (x, level) -> {
            for (int shift = 0; shift < rows.cell(); shift++) {
              int to = ((r * rows.cell() + shift) * width + x) * count;
              System.arraycopy(level, shift * count, drawnRows, to, count);
            }
          });
    }
  }
}
