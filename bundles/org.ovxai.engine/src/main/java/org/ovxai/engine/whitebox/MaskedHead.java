package org.ovxai.engine.whitebox;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.ir.IrLayer;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;

/**
 * A second copy of the part of a network behind some tensors, which sees several masked versions of
 * them at once, as a batch.
 *
 * <p>The copy follows the batch through transposed, split and reshaped tensors; where the network
 * merges it with another dimension in a way that is not understood, the copy is refused for more
 * than one mask.
 */
final class MaskedHead {
  private static final String SUFFIX = "/masked";
  private static final Set<String> BROADCASTING =
      Set.of(
          "Add",
          "Subtract",
          "Multiply",
          "Divide",
          "Maximum",
          "Minimum",
          "Power",
          "SquaredDifference",
          "MatMul",
          "Select",
          "PReLU",
          "Mod",
          "FloorMod");

  private final IrModel model;
  private final Masking masking;
  private final long count;
  private final Set<IrLayer> dependent;
  private final Map<IrPort, IrPort> versions;
  private final Map<IrPort, Integer> batchAxis = new HashMap<>();
  private final Set<IrLayer> head = new LinkedHashSet<>();

  /**
   * @param versions for each masked tensor its masked versions, {@code count} in place of the batch
   */
  MaskedHead(IrModel model, Masking masking, Map<IrPort, IrPort> versions, long count) {
    this.model = model;
    this.masking = masking;
    this.count = count;
    this.versions = versions;
    this.dependent = Layers.dependentOnInput(model);
    masking.tensors().forEach(t -> batchAxis.put(t, 0));
  }

  /**
   * The tensors of the masking, multiplied by masks.
   *
   * @param masks constant or input with {@code count} masks, of the shape that the masking says
   */
  static Map<IrPort, IrPort> masked(IrModel model, Masking masking, IrPort masks, long count) {
    Map<IrPort, IrPort> versions = new HashMap<>();
    for (IrPort tensor : masking.tensors()) {
      long[] shape = tensor.shape();
      shape[0] = count;
      versions.put(
          tensor,
          model.add(
              "Multiply",
              "opset1",
              tensor.layer().name() + SUFFIX,
              Map.of("auto_broadcast", "numpy"),
              shape,
              tensor,
              masks));
    }
    return versions;
  }

  /** The layers behind the masked tensors that the scores need. */
  static Set<IrLayer> layers(IrModel model, Masking masking) {
    Set<IrLayer> all = new LinkedHashSet<>();
    for (IrPort tensor : masking.tensors()) {
      all.addAll(model.between(tensor, masking.scores()));
    }
    Set<IrLayer> masked = new LinkedHashSet<>();
    for (IrLayer layer : model.layers()) {
      if (all.contains(layer) && masking.tensors().stream().noneMatch(t -> t.layer() == layer)) {
        masked.add(layer);
      }
    }
    return reachable(model, masking, masked);
  }

  /**
   * Of the given layers those that a masked tensor reaches without passing another masked tensor's
   * own layer.
   */
  private static Set<IrLayer> reachable(IrModel model, Masking masking, Set<IrLayer> layers) {
    Set<IrLayer> found = new LinkedHashSet<>();
    for (IrLayer layer : model.layers()) {
      boolean reads =
          layer.inputs().stream()
              .anyMatch(p -> masking.tensors().contains(p) || found.contains(p.layer()));
      if (reads && layers.contains(layer)) {
        found.add(layer);
      }
    }
    return found;
  }

  /**
   * The scores of all versions: the shape of the scores with the number of masks in place of the
   * batch.
   */
  IrPort insert() {
    if (versions.containsKey(masking.scores())) {
      return versions.get(masking.scores());
    }
    head.addAll(layers(model, masking));
    for (IrLayer layer : model.layers()) {
      if (head.contains(layer)) {
        int axis = axisBehind(layer);
        layer.outputs().forEach(p -> batchAxis.put(p, axis));
      }
    }
    if (batchAxis.get(masking.scores()) != 0) {
      throw refused(
          masking.scores().layer(), "the scores do not have the batch as first dimension");
    }
    Map<IrPort, IrPort> copies =
        model.copy(head, SUFFIX, this::input, (port, shape) -> times(shape, batchAxis.get(port)));
    return copies.get(masking.scores());
  }

  private IrPort input(IrLayer layer, int index, IrPort source, IrPort copied) {
    if (index == 1 && layer.is("Reshape", "Broadcast") && count > 1) {
      IrPort output = layer.output();
      if (!output.isStatic()) {
        throw refused(layer, "its shape is known only at run time");
      }
      return model.constant(
          layer.name() + SUFFIX + "/shape", times(output.shape(), batchAxis.get(output)));
    }
    if (copied != null) {
      return copied;
    }
    if (versions.containsKey(source)) {
      return versions.get(source);
    }
    boolean needsBatch =
        layer.is("Concat")
            || dependent.contains(source.layer()) && !BROADCASTING.contains(layer.type());
    return needsBatch && source.rank() > 0 && count > 1 ? repeated(layer, source) : source;
  }

  private IrPort repeated(IrLayer layer, IrPort source) {
    int axis = batchAxis.get(layer.outputs().get(0));
    if (source.rank() <= axis || source.dim(axis) != 1) {
      return source;
    }
    long[] repeats = new long[source.rank()];
    Arrays.fill(repeats, 1);
    repeats[axis] = count;
    return model.add(
        "Tile",
        "opset1",
        source.layer().name() + SUFFIX + "/repeated",
        Map.of(),
        times(source.shape(), axis),
        source,
        model.constant(source.layer().name() + SUFFIX + "/repeats", repeats));
  }

  private int axisBehind(IrLayer layer) {
    int input = masterInput(layer);
    IrPort source = layer.input(input);
    int axis = batchAxis.get(source);
    int rank = source.rank();
    int outRank = layer.outputs().get(0).rank();
    if (count == 1) {
      return 0;
    }
    return switch (layer.type()) {
      case "Transpose" -> transposed(layer, axis);
      case "Reshape" -> reshaped(layer, axis);
      case "Gather" -> gathered(layer, axis);
      case "Squeeze",
              "Unsqueeze",
              "ReduceMean",
              "ReduceSum",
              "ReduceMax",
              "ReduceMin",
              "ReduceL2",
              "ReduceProd" ->
          moved(layer, axis, rank, outRank);
      case "ShapeOf" -> 0;
      case "StridedSlice" -> sliced(layer, axis, rank, outRank);
      case "Slice" -> cut(layer, axis);
      case "Add",
              "Subtract",
              "Multiply",
              "Divide",
              "Maximum",
              "Minimum",
              "Power",
              "SquaredDifference",
              "MatMul",
              "Select" ->
          axis + outRank - rank;
      default -> {
        if (rank != outRank && axis > 0) {
          throw refused(layer, "the number of dimensions changes");
        }
        yield axis;
      }
    };
  }

  /** The first input that comes in several versions. */
  private int masterInput(IrLayer layer) {
    for (int i = 0; i < layer.inputCount(); i++) {
      if (batchAxis.containsKey(layer.input(i))) {
        return i;
      }
    }
    throw new IllegalStateException(layer + " reads no masked tensor");
  }

  private int transposed(IrLayer layer, int axis) {
    long[] order =
        model
            .integers(layer.input(1))
            .orElseThrow(() -> refused(layer, "its order is no constant"));
    for (int i = 0; i < order.length; i++) {
      if (order[i] == axis || order[i] + order.length == axis) {
        return i;
      }
    }
    throw refused(layer, "its order lacks the batch");
  }

  private int reshaped(IrLayer layer, int axis) {
    long[] in = layer.input(0).shape();
    long[] out = layer.output().shape();
    boolean sameInFront =
        axis < out.length && Arrays.equals(Arrays.copyOf(in, axis), Arrays.copyOf(out, axis));
    if (!sameInFront) {
      throw refused(layer, "it merges the batch with dimensions in front of it");
    }
    return axis;
  }

  private int gathered(IrLayer layer, int axis) {
    long along =
        model
            .integers(layer.input(2))
            .filter(a -> a.length == 1)
            .map(a -> a[0] < 0 ? a[0] + layer.input(0).rank() : a[0])
            .orElseThrow(() -> refused(layer, "its axis is no constant"));
    if (along == axis) {
      throw refused(layer, "it picks from the batch");
    }
    return along < axis ? axis + layer.input(1).rank() - 1 : axis;
  }

  private int sliced(IrLayer layer, int axis, int rank, int outRank) {
    boolean wholeBatch =
        (bit(layer, "begin_mask", axis) || element(layer.input(1), axis) == 0)
            && (bit(layer, "end_mask", axis) || element(layer.input(2), axis) >= Integer.MAX_VALUE);
    boolean plain = none(layer, "new_axis_mask") && none(layer, "ellipsis_mask");
    if (!wholeBatch || !plain || rank != outRank && axis > 0) {
      throw refused(layer, "it may take a part of the batch");
    }
    return axis;
  }

  private int cut(IrLayer layer, int axis) {
    long[] axes =
        layer.inputCount() < 5
            ? LongStream.range(0, layer.input(1).dim(0)).toArray()
            : model
                .integers(layer.input(4))
                .orElseThrow(() -> refused(layer, "its axes are no constant"));
    for (int i = 0; i < axes.length; i++) {
      long along = axes[i] < 0 ? axes[i] + layer.input(0).rank() : axes[i];
      boolean all =
          element(layer.input(1), i) == 0 && element(layer.input(2), i) >= Integer.MAX_VALUE;
      if (along == axis && !all) {
        throw refused(layer, "it may take a part of the batch");
      }
    }
    return axis;
  }

  /** An element of a constant; -1 if it is none. */
  private long element(IrPort tensor, int index) {
    return model.integers(tensor).filter(v -> index < v.length).map(v -> v[index]).orElse(-1L);
  }

  private static boolean bit(IrLayer layer, String mask, int index) {
    String[] bits = layer.data(mask).orElse("").split("[ ,]+");
    return index < bits.length && bits[index].equals("1");
  }

  private static boolean none(IrLayer layer, String mask) {
    return layer.data(mask).orElse("0").matches("[0, ]*");
  }

  private int moved(IrLayer layer, int axis, int rank, int outRank) {
    if (layer.is("ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceL2", "ReduceProd")
        && rank == outRank) {
      return axis;
    }
    int base = layer.is("Unsqueeze") ? outRank : rank;
    long[] axes = layer.inputCount() < 2 ? null : model.integers(layer.input(1)).orElse(null);
    if (axes == null) {
      throw refused(layer, "its axes are no constant");
    }
    long[] positive = LongStream.of(axes).map(a -> a < 0 ? a + base : a).sorted().toArray();
    if (layer.is("Unsqueeze")) {
      int moved = axis;
      for (long a : positive) {
        if (a <= moved) {
          moved++;
        }
      }
      return moved;
    }
    if (LongStream.of(positive).anyMatch(a -> a == axis)) {
      throw refused(layer, "it removes the batch");
    }
    return axis - (int) LongStream.of(positive).filter(a -> a < axis).count();
  }

  private EngineException refused(IrLayer layer, String why) {
    return new EngineException(
        "The part of the network behind '"
            + masking.layer()
            + "' cannot run as a batch of "
            + count
            + ": in "
            + layer
            + " "
            + why
            + ".");
  }

  private long[] times(long[] shape, int axis) {
    long[] result = shape.clone();
    if (axis < result.length && result[axis] > 0) {
      result[axis] *= count;
    }
    return result;
  }
}
