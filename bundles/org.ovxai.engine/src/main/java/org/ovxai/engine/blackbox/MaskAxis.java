package org.ovxai.engine.blackbox;

/**
 * How a mask's cells lie along the rows or the columns of a picture. {@code cells} cells are
 * enlarged to {@code (cells + 1) * cell} pixels, of which a part of the picture's size is taken.
 *
 * @param size pixels of the picture
 * @param cells cells of the grid
 * @param cell pixels by which the picture is divided: {@code ceil(size / cells)}, and the number of
 *     places where the part can begin
 */
record MaskAxis(int size, int cells, int cell) {

  static MaskAxis of(int size, int cells) {
    return new MaskAxis(size, cells, (size + cells - 1) / cells);
  }

  /** Where a cell can lie: {@code cell * shifts + shift}. */
  int places() {
    return cells * cell;
  }

  /** Pixels of the enlarged grid. */
  int enlarged() {
    return (cells + 1) * cell;
  }

  /**
   * Where a pixel of the enlarged grid lies between cells, 0 being the centre of the first: linear
   * enlarging with pixel centres at halves and repeated borders.
   */
  double place(int pixel) {
    double place = (pixel + 0.5) * cells / enlarged() - 0.5;
    return Math.max(0, Math.min(cells - 1, place));
  }

  /** How much a cell counts at a pixel of the enlarged grid, 0..1. */
  double weight(int index, int pixel) {
    return Math.max(0, 1 - Math.abs(place(pixel) - index));
  }
}
