package org.ovxai.engine.blackbox;

/**
 * A random mask before it is enlarged.
 *
 * @param kept cells x cells, row by row
 * @param shiftRow rows that are cut off above after enlarging
 * @param shiftColumn columns that are cut off on the left
 */
record GridMask(boolean[] kept, int shiftRow, int shiftColumn) {

  /** The mask that a random stream gives next. */
  static GridMask next(NumpyRandom random, double prob, MaskAxis rows, MaskAxis columns) {
    boolean[] kept = new boolean[rows.cells() * columns.cells()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = random.nextDouble() < prob;
    }
    int shiftRow = random.nextInt(rows.cell());
    return new GridMask(kept, shiftRow, random.nextInt(columns.cell()));
  }

  boolean kept(int row, int column, int columns) {
    return kept[row * columns + column];
  }
}
