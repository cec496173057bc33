package org.ovxai.engine.blackbox;

/** Turns grids into masks of the picture's size. */
interface MaskPainter {
  /**
   * Paints a mask.
   *
   * @param mask [H,W] row by row: gets values from 0 (removed) to 1 (kept)
   */
  void paint(GridMask grid, float[] mask);
}
