package org.ovxai.engine.blackbox;

/** What the scores of masked pictures add up to. */
interface MaskSums {
  /**
   * Takes a masked picture's scores.
   *
   * @param mask [H,W] row by row, as painted from the grid
   * @param scores one a target
   */
  void add(GridMask grid, float[] mask, float[] scores);

  /** Hands over a map a target, in the targets' order; once, after everything was added. */
  void maps(Rise.Receiver receiver);
}
