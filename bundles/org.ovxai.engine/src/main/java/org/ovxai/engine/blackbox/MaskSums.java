package org.ovxai.engine.blackbox;

import java.util.Optional;
import org.ovxai.engine.image.SaliencyMap;

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
  void maps(Receiver receiver);

  /** Takes maps. */
  interface Receiver {
    /**
     * Takes the map of a target.
     *
     * @param target place among the targets
     * @param map [H,W]
     * @param standardError of the map at each pixel, [H,W], if it is known
     */
    void take(int target, SaliencyMap map, Optional<SaliencyMap> standardError);
  }
}
