package org.ovxai.engine.blackbox;

import org.ovxai.engine.EngineException;

/**
 * Parameters of {@link Rise}.
 *
 * @param masks how many random masks are tried, from 1 on: so many inferences a picture
 * @param cells rows and columns of a mask's grid, from 1 on; the map shows nothing finer
 * @param prob how probably a cell is kept, above 0 and below 1
 * @param seed of the random numbers, 0 or greater; the same masks as NumPy gives
 * @param variant which masks and what sum
 */
public record RiseSettings(int masks, int cells, double prob, long seed, Variant variant) {

  /** Checks the values. */
  public RiseSettings {
    require(masks >= 1, "The number of masks", masks, "1 or more");
    require(cells >= 1, "The number of cells", cells, "1 or more");
    require(prob > 0 && prob < 1, "The probability of a kept cell", prob, "above 0 and below 1");
    require(seed >= 0, "The seed", seed, "0 or more");
  }

  /** A preset's values: 1000 masks of 4 x 4 cells, 5000 of 8 x 8, or 10000 of 12 x 12. */
  public static RiseSettings of(Preset preset) {
    return switch (preset) {
      case SPEED -> new RiseSettings(1000, 4, 0.5, 0, Variant.CORRECTED);
      case BALANCE -> new RiseSettings(5000, 8, 0.5, 0, Variant.CORRECTED);
      case QUALITY -> new RiseSettings(10000, 12, 0.5, 0, Variant.CORRECTED);
    };
  }

  /** The same with another variant. */
  public RiseSettings with(Variant other) {
    return new RiseSettings(masks, cells, prob, seed, other);
  }

  private static void require(boolean good, String what, Number value, String needed) {
    if (!good) {
      throw new EngineException(what + " is " + value + "; RISE needs " + needed + ".");
    }
  }
}
