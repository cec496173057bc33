package org.ovxai.engine.whitebox;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ovxai.engine.ir.IrLayer;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;

/**
 * A tensor with a vector of channels for each cell of a grid over the picture.
 *
 * @param tensor {@code [1,C,h,w]}, {@code [1,h,w,C]} or {@code [1,N,C]}
 * @param order which of them
 * @param grid rows and columns; tokens may have leading ones that lie nowhere
 */
record FeatureGrid(IrPort tensor, Order order, TokenGrid grid) {
  private static final Set<String> CHANNELS_FIRST =
      Set.of(
          "Convolution",
          "GroupConvolution",
          "ConvolutionBackpropData",
          "MaxPool",
          "AvgPool",
          "AdaptiveAvgPool",
          "Interpolate",
          "BatchNormInference");
  private static final Set<String> CHANNELS_LAST = Set.of("MatMul", "MVN");
  private static final Set<String> UNKNOWN = Set.of("Transpose", "Reshape", "Parameter", "Concat");

  /** The order of the dimensions behind the batch. */
  enum Order {
    /** Channels, rows, columns. */
    CHANNELS_FIRST,
    /** Rows, columns, channels. */
    CHANNELS_LAST,
    /** Tokens, channels. */
    TOKENS
  }

  /** The grid of a tensor, if it has one of more than one row and column. */
  static Optional<FeatureGrid> of(IrModel model, IrPort tensor) {
    boolean oneBatch = tensor.rank() > 0 && tensor.dim(0) == 1 && tensor.isStatic();
    if (oneBatch && tensor.rank() == 4) {
      boolean last = hasChannelsLast(model, tensor);
      int rows = (int) tensor.dim(last ? 1 : 2);
      int columns = (int) tensor.dim(last ? 2 : 3);
      Order order = last ? Order.CHANNELS_LAST : Order.CHANNELS_FIRST;
      return rows > 1 && columns > 1
          ? Optional.of(new FeatureGrid(tensor, order, new TokenGrid(0, rows, columns)))
          : Optional.empty();
    }
    if (oneBatch && tensor.rank() == 3 && tensor.dim(1) > 3) {
      return TokenGrid.find(model, (int) tensor.dim(1))
          .filter(g -> g.height() > 1 && g.width() > 1)
          .map(g -> new FeatureGrid(tensor, Order.TOKENS, g));
    }
    return Optional.empty();
  }

  /** What made the tensor tells, and if that is not clear the picture's aspect ratio. */
  private static boolean hasChannelsLast(IrModel model, IrPort tensor) {
    IrLayer layer = tensor.layer();
    Set<IrLayer> dependent = Layers.dependentOnInput(model);
    while (!UNKNOWN.contains(layer.type())) {
      if (CHANNELS_FIRST.contains(layer.type())) {
        return false;
      }
      if (CHANNELS_LAST.contains(layer.type())) {
        return true;
      }
      Optional<IrPort> next =
          layer.inputs().stream()
              .filter(
                  p -> dependent.contains(p.layer()) && Arrays.equals(p.shape(), tensor.shape()))
              .findFirst();
      if (next.isEmpty()) {
        break;
      }
      layer = next.get().layer();
    }
    long[] picture = TokenGrid.picture(model);
    boolean first = tensor.dim(2) * picture[1] == tensor.dim(3) * picture[0];
    boolean last = tensor.dim(1) * picture[1] == tensor.dim(2) * picture[0];
    return last && (!first || tensor.dim(3) > tensor.dim(1));
  }

  int height() {
    return grid.height();
  }

  int width() {
    return grid.width();
  }

  int channelAxis() {
    return switch (order) {
      case CHANNELS_FIRST -> 1;
      case CHANNELS_LAST -> 3;
      case TOKENS -> 2;
    };
  }

  long channels() {
    return tensor.dim(channelAxis());
  }

  /** The shape of a mask that broadcasts against the tensor behind its batch. */
  List<Integer> maskShape() {
    return switch (order) {
      case CHANNELS_FIRST -> List.of(1, height(), width());
      case CHANNELS_LAST -> List.of(height(), width(), 1);
      case TOKENS -> List.of((int) tensor.dim(1), 1);
    };
  }

  /** Writes the mask that keeps one cell and the leading tokens into an array of zeros. */
  void writeSingleCell(int row, int column, float[] mask) {
    Arrays.fill(mask, 0, grid.leading(), 1);
    mask[grid.token(row, column)] = 1;
  }
}
