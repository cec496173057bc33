package org.ovxai.engine.detection;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The cells of a picture that grid detectors predict boxes for: row by row, the finest stride
 * first.
 *
 * @param height rows of the picture
 * @param width columns of the picture
 * @param strides extents of the cells of each level in pixels
 */
record Grid(int height, int width, List<Integer> strides) {
  private static final List<Integer> KNOWN_STRIDES = List.of(8, 16, 32, 64);

  /**
   * A cell.
   *
   * @param x its column
   * @param y its row
   * @param stride its extents in pixels
   */
  record Cell(int x, int y, int stride) {}

  /** The grid of three or four levels with so many cells, times {@code anchors} boxes a cell. */
  static Optional<Grid> of(int rows, int height, int width, int anchors) {
    return IntStream.of(3, 4)
        .mapToObj(levels -> new Grid(height, width, KNOWN_STRIDES.subList(0, levels)))
        .filter(g -> rows == anchors * g.strides.stream().mapToInt(g::cells).sum())
        .findFirst();
  }

  /** The grid with one level of so many cells. */
  static Optional<Grid> ofLevel(int rows, int height, int width) {
    return KNOWN_STRIDES.stream()
        .map(s -> new Grid(height, width, List.of(s)))
        .filter(g -> rows == g.cells(g.strides.get(0)))
        .findFirst();
  }

  /** Whether a grid detector with one or three boxes a cell gives so many rows. */
  static boolean fits(int rows, int height, int width) {
    return of(rows, height, width, 1).or(() -> of(rows, height, width, 3)).isPresent();
  }

  /** The cell of a row of the output. */
  Cell cell(int row) {
    int rest = row;
    for (int stride : strides) {
      int cells = cells(stride);
      if (rest < cells) {
        int columns = extent(width, stride);
        return new Cell(rest % columns, rest / columns, stride);
      }
      rest -= cells;
    }
    throw new IndexOutOfBoundsException(row);
  }

  private int cells(int stride) {
    return extent(height, stride) * extent(width, stride);
  }

  private static int extent(int pixels, int stride) {
    return (pixels + stride - 1) / stride;
  }
}
