package org.ovxai.engine.whitebox;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.ovxai.engine.ir.IrLayer;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;

/**
 * The short way through a network that takes the mean over all cells of the masked feature map: the
 * mean of a map with a single cell is that cell's value divided by the number of cells, so that the
 * masked copies need not be made. Where nothing but one linear layer follows, all versions are one
 * 1x1 convolution of the feature map.
 */
final class PooledHead {
  private static final String NAME = "pooled/";

  private final IrModel model;
  private final Masking masking;
  private final IrPort features;

  /**
   * What was inserted.
   *
   * @param maps the scores of all cells {@code [1,K,h,w]}
   * @param scores the scores of the whole feature map, computed from those of the cells and so
   *     different from the network's own by rounding; empty where that is not possible
   */
  record Pooled(IrPort maps, Optional<IrPort> scores) {}

  private PooledHead(IrModel model, Masking masking) {
    this.model = model;
    this.masking = masking;
    this.features = masking.tensors().get(0);
  }

  /**
   * Inserts the scores of all cells, if the network has the form for this way and the masks are
   * single cells of {@code [1,C,h,w]}.
   */
  static Optional<Pooled> insert(IrModel model, Masking masking) {
    boolean fits =
        masking.tensors().size() == 1 && masking.singleCells() && masking.maskShape().get(0) == 1;
    return fits ? new PooledHead(model, masking).insert() : Optional.empty();
  }

  private Optional<Pooled> insert() {
    List<IrLayer> readers =
        MaskedHead.layers(model, masking).stream()
            .filter(l -> l.inputs().contains(features))
            .toList();
    if (readers.size() != 1 || !isMeanOverCells(readers.get(0))) {
      return Optional.empty();
    }
    IrPort pooled = readers.get(0).output();
    return convolved(pooled)
        .or(() -> Optional.of(new Pooled(masking.byClass(model, rows(pooled)), Optional.empty())));
  }

  private boolean isMeanOverCells(IrLayer layer) {
    long[] shape = layer.outputs().get(0).shape();
    boolean overCells =
        Arrays.equals(shape, new long[] {1, features.dim(1), 1, 1})
            || Arrays.equals(shape, new long[] {1, features.dim(1)});
    if (layer.is("ReduceMean")) {
      return overCells
          && model
              .integers(layer.input(1))
              .map(axes -> LongStream.of(axes).map(a -> a < 0 ? a + 4 : a).sorted().toArray())
              .filter(axes -> Arrays.equals(axes, new long[] {2, 3}))
              .isPresent();
    }
    String kernel = features.dim(2) + "," + features.dim(3);
    return layer.is("AvgPool")
        && overCells
        && layer.data("kernel").orElse("").replace(" ", "").equals(kernel)
        && List.of("pads_begin", "pads_end").stream()
            .allMatch(k -> layer.data(k).orElse("0").matches("[0, ]*"));
  }

  /** The rest of the network is a product with constant weights, perhaps scaled and with a bias. */
  private Optional<Pooled> convolved(IrPort pooled) {
    Set<IrLayer> dependent = Layers.dependentOnInput(model);
    Deque<IrLayer> behind = new ArrayDeque<>();
    IrPort at = masking.scores();
    while (at != pooled) {
      IrLayer layer = at.layer();
      List<IrPort> varying =
          layer.inputs().stream().filter(p -> dependent.contains(p.layer())).toList();
      if (varying.size() != 1 || !layer.is("Add", "Multiply", "MatMul", "Reshape", "Squeeze")) {
        return Optional.empty();
      }
      behind.push(layer);
      at = varying.get(0);
    }
    long classes = masking.classes();
    long channels = features.dim(1);
    IrPort kernels = null;
    IrPort bias = null;
    for (IrLayer layer : behind) {
      boolean shapeOnly = layer.is("Reshape", "Squeeze");
      boolean product = layer.is("MatMul") && !dependent.contains(layer.input(1).layer());
      if (product && kernels == null && isProduct(layer, channels, classes)) {
        IrPort weights = layer.input(1);
        boolean byClass = layer.data("transpose_b").orElse("false").equals("true");
        kernels =
            times(
                byClass ? weights : transposed(weights),
                model.constant(NAME + "one_by_cells", new long[] {1, 1}, 1f / masking.cells()));
      } else if (!shapeOnly) {
        Optional<IrPort> operand = kernels == null ? Optional.empty() : perClass(layer, dependent);
        if (operand.isEmpty()) {
          return Optional.empty();
        }
        if (layer.is("Multiply")) {
          kernels = times(kernels, operand.get());
          bias = bias == null ? null : times(bias, operand.get());
        } else {
          bias = bias == null ? operand.get() : plus(bias, operand.get());
        }
      }
    }
    return kernels == null ? Optional.empty() : Optional.of(convolution(kernels, bias));
  }

  private static boolean isProduct(IrLayer layer, long channels, long classes) {
    return layer.input(1).rank() == 2
        && layer.input(0).dim(-1) == channels
        && layer.output().dim(-1) == classes
        && layer.data("transpose_a").orElse("false").equals("false");
  }

  /** The constant operand of an Add or Multiply as {@code [K,1]} or {@code [1,1]}. */
  private Optional<IrPort> perClass(IrLayer layer, Set<IrLayer> dependent) {
    IrPort operand = layer.input(dependent.contains(layer.input(0).layer()) ? 1 : 0);
    long size = Arrays.stream(operand.shape()).reduce(1, (a, b) -> a * b);
    boolean fits = layer.is("Add", "Multiply") && (size == 1 || size == masking.classes());
    return fits
        ? Optional.of(Masking.reshape(model, NAME + "operand", operand, size, 1))
        : Optional.empty();
  }

  private IrPort transposed(IrPort weights) {
    return model.add(
        "Transpose",
        "opset1",
        NAME + "weights_by_class",
        Map.of(),
        new long[] {weights.dim(1), weights.dim(0)},
        weights,
        model.constant(NAME + "weights_by_class_order", 1, 0));
  }

  private IrPort times(IrPort a, IrPort b) {
    return model.add(
        "Multiply", "opset1", NAME + "scaled", Map.of("auto_broadcast", "numpy"), a.shape(), a, b);
  }

  private IrPort plus(IrPort a, IrPort b) {
    return model.add(
        "Add", "opset1", NAME + "sum", Map.of("auto_broadcast", "numpy"), a.shape(), a, b);
  }

  private Pooled convolution(IrPort kernels, IrPort bias) {
    long classes = masking.classes();
    IrPort cells =
        model.add(
            "Convolution",
            "opset1",
            NAME + "scores",
            Map.of(
                "strides",
                "1, 1",
                "dilations",
                "1, 1",
                "pads_begin",
                "0, 0",
                "pads_end",
                "0, 0",
                "auto_pad",
                "explicit"),
            new long[] {1, classes, masking.height(), masking.width()},
            features,
            Masking.reshape(model, NAME + "kernels", kernels, classes, features.dim(1), 1, 1));
    IrPort sum =
        model.add(
            "ReduceSum",
            "opset1",
            NAME + "all_cells",
            Map.of("keep_dims", "false"),
            new long[] {1, classes},
            cells,
            model.constant(NAME + "cells", 2, 3));
    IrPort maps =
        bias == null
            ? cells
            : plus(cells, Masking.reshape(model, NAME + "bias", bias, 1, -1, 1, 1));
    IrPort scores =
        bias == null ? sum : plus(sum, Masking.reshape(model, NAME + "row_bias", bias, 1, -1));
    return new Pooled(maps, masking.scores().rank() == 2 ? Optional.of(scores) : Optional.empty());
  }

  /** The rest of the network runs on one row a cell. */
  private IrPort rows(IrPort pooled) {
    long channels = features.dim(1);
    long cells = masking.cells();
    IrPort flat = Masking.reshape(model, NAME + "flat", features, channels, cells);
    IrPort cellFirst =
        model.add(
            "Transpose",
            "opset1",
            NAME + "cell_first",
            Map.of(),
            new long[] {cells, channels},
            flat,
            model.constant(NAME + "cell_first_order", 1, 0));
    IrPort mean =
        model.add(
            "Multiply",
            "opset1",
            NAME + "mean",
            Map.of("auto_broadcast", "numpy"),
            new long[] {cells, channels},
            cellFirst,
            model.constant(NAME + "one_by_cells", new long[] {1, 1}, 1f / cells));
    long[] shape = pooled.shape();
    shape[0] = cells;
    IrPort versions = Masking.reshape(model, NAME + "cells", mean, shape);
    return new MaskedHead(
            model, masking.with(List.of(pooled), masking.scores()), Map.of(pooled, versions), cells)
        .insert();
  }
}
