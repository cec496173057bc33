package org.ovxai.engine.whitebox;

import java.util.Arrays;
import java.util.Optional;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;

/**
 * How the tokens of a transformer lie on the picture: some leading tokens (class, distillation,
 * registers), then the patches row by row.
 *
 * @param leading number of leading tokens
 * @param height rows of the patch grid
 * @param width columns of the patch grid
 */
record TokenGrid(int leading, int height, int width) {
  private static final int MOST_LEADING = 8;

  /**
   * The grid with the fewest leading tokens that fits the number of tokens and the picture's aspect
   * ratio.
   *
   * @throws EngineException if none fits
   */
  static TokenGrid of(IrModel model, int tokens) {
    return find(model, tokens)
        .orElseThrow(
            () ->
                new EngineException(
                    "The network has "
                        + tokens
                        + " tokens, which with up to "
                        + MOST_LEADING
                        + " leading ones make no grid of the aspect ratio of its input "
                        + Arrays.toString(picture(model))
                        + "."));
  }

  /** As {@link #of}, empty if none fits. */
  static Optional<TokenGrid> find(IrModel model, int tokens) {
    long[] picture = picture(model);
    for (int leading = 0; leading <= Math.min(MOST_LEADING, tokens - 1); leading++) {
      int patches = tokens - leading;
      for (int height = 1; height <= patches; height++) {
        int width = patches / height;
        if (height * width == patches && height * picture[1] == width * picture[0]) {
          return Optional.of(new TokenGrid(leading, height, width));
        }
      }
    }
    return Optional.empty();
  }

  /** Rows and columns of the network's input; 1 x 1 if it has no picture as input. */
  static long[] picture(IrModel model) {
    for (var parameter : model.parameters()) {
      IrPort input = parameter.output();
      if (input.rank() == 4) {
        boolean channelsLast = input.dim(3) < input.dim(1) && input.dim(3) < input.dim(2);
        return channelsLast
            ? new long[] {input.dim(1), input.dim(2)}
            : new long[] {input.dim(2), input.dim(3)};
      }
    }
    return new long[] {1, 1};
  }

  /** The index of the token of a cell. */
  int token(int row, int column) {
    return leading + row * width + column;
  }

  boolean contains(int row, int column) {
    return row >= 0 && row < height && column >= 0 && column < width;
  }
}
