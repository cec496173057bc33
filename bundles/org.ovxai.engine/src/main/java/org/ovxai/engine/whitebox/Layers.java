package org.ovxai.engine.whitebox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.ir.IrLayer;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;

/** Finds the tensors of a classifier that white-box methods work on. */
final class Layers {
  private static final int NAMED_IN_ERRORS = 12;

  private Layers() {}

  /**
   * The scores of an output before the softmax, if it ends in one: a softmax inside the network, or
   * before another output, is none of its business.
   *
   * @param output index of the output with the scores
   */
  static IrPort logits(IrModel model, int output) {
    IrPort scores = output(model, output);
    IrPort last = scores;
    while (last.layer().is("Reshape", "Squeeze", "Unsqueeze", "Transpose", "Convert")) {
      last = last.layer().input(0);
    }
    return softmaxInput(last.layer()).orElse(scores);
  }

  /** What a softmax reads, be it one layer or {@code Exp(x) / ReduceSum(Exp(x))}. */
  private static Optional<IrPort> softmaxInput(IrLayer last) {
    if (last.is("SoftMax", "Softmax", "LogSoftmax")) {
      return Optional.of(last.input(0));
    }
    boolean decomposed =
        last.is("Divide")
            && last.input(0).layer().is("Exp")
            && last.input(1).layer().is("ReduceSum")
            && last.input(1).layer().input(0) == last.input(0);
    if (!decomposed) {
      return Optional.empty();
    }
    IrPort exponents = last.input(0).layer().input(0);
    IrLayer shift = exponents.layer();
    boolean byMaximum =
        shift.is("Subtract")
            && shift.input(1).layer().is("ReduceMax")
            && shift.input(1).layer().input(0) == shift.input(0);
    return Optional.of(byMaximum ? shift.input(0) : exponents);
  }

  /**
   * The feature map of the named layer, or, if the name is empty, of the last layer that has one
   * with fewer rows and columns than channels; without such a layer, what the last pooling to 1x1
   * reads.
   *
   * <p>Found are tensors {@code [1,C,h,w]}, and sums of branches {@code [1,h,w,C]} and {@code
   * [1,N,C]} without a class token, as Swin transformers have them.
   *
   * @param output index of the output with the scores
   * @param method its title, for messages
   */
  static FeatureGrid features(IrModel model, String name, int output, String method) {
    Set<IrLayer> used = new HashSet<>();
    collect(logits(model, output).layer(), used);
    used.retainAll(dependentOnInput(model));
    List<FeatureGrid> candidates =
        model.layers().stream()
            .filter(l -> used.contains(l) && !l.is("Parameter"))
            .flatMap(l -> FeatureGrid.of(model, l.outputs().get(0)).stream())
            .toList();
    return name.isEmpty()
        ? automatic(model, used, candidates, method)
        : named(model, name, candidates, method);
  }

  private static FeatureGrid named(
      IrModel model, String name, List<FeatureGrid> candidates, String method) {
    for (FeatureGrid candidate : candidates) {
      IrPort tensor = candidate.tensor();
      if (tensor.layer().name().equals(name) || List.of(tensor.names().split(",")).contains(name)) {
        return candidate;
      }
    }
    String found =
        model
            .layer(name)
            .map(
                l ->
                    l.outputs().stream().anyMatch(p -> FeatureGrid.of(model, p).isPresent())
                        ? "Target layer '"
                            + name
                            + "' does not lead to the class scores; "
                            + method
                            + " needs a layer between the input and the scores."
                        : "Target layer '"
                            + name
                            + "' has output "
                            + l.outputs().stream()
                                .map(p -> Arrays.toString(p.shape()))
                                .collect(Collectors.joining(" and "))
                            + "; "
                            + method
                            + " needs [1,C,h,w] with more than one cell.")
            .orElse("The model has no layer '" + name + "'.");
    throw new EngineException(found + " " + choices(candidates));
  }

  private static FeatureGrid automatic(
      IrModel model, Set<IrLayer> used, List<FeatureGrid> candidates, String method) {
    for (int i = candidates.size() - 1; i >= 0; i--) {
      FeatureGrid found = candidates.get(i);
      boolean coarse = found.height() < found.channels() && found.width() < found.channels();
      boolean single = found.tensor().layer().outputs().size() == 1;
      boolean end =
          found.order() == FeatureGrid.Order.CHANNELS_FIRST
              || found.grid().leading() == 0 && joinsBranches(model, found.tensor().layer());
      if (coarse && single && end) {
        return found;
      }
    }
    for (IrLayer layer : fromTheEnd(model)) {
      if (used.contains(layer)
          && layer.name().contains("Pool")
          && FeatureGrid.of(model, layer.outputs().get(0)).isEmpty()
          && FeatureGrid.of(model, layer.input(0)).isPresent()) {
        return FeatureGrid.of(model, layer.input(0)).get();
      }
    }
    throw new EngineException(
        method
            + " needs a layer with a feature map [1,C,h,w] where 1 < h < C and 1 < w < C, and found"
            + " none between the model's input and its class scores. "
            + choices(candidates));
  }

  /** Whether a layer adds two tensors that both depend on the picture. */
  static boolean joinsBranches(IrModel model, IrLayer layer) {
    Set<IrLayer> dependent = dependentOnInput(model);
    return layer.is("Add") && layer.inputs().stream().allMatch(p -> dependent.contains(p.layer()));
  }

  /**
   * Checks that what becomes of a cell's token can reach the class token, which the scores are made
   * of: behind the last attention it cannot, and the map would be flat.
   *
   * @param tokens {@code [1,N,C]} with leading tokens
   */
  static void requireMixing(IrModel model, IrPort tokens, String method) {
    Set<IrLayer> behind = new HashSet<>(Set.of(tokens.layer()));
    for (IrLayer layer : model.layers()) {
      if (layer.inputs().stream().anyMatch(p -> behind.contains(p.layer()))) {
        behind.add(layer);
      }
    }
    behind.remove(tokens.layer());
    if (behind.stream().noneMatch(layer -> mixes(layer, behind, tokens.dim(1)))) {
      throw new EngineException(
          "Behind the target layer '"
              + tokens.layer().name()
              + "' the tokens do not influence each other any more, so "
              + method
              + " would give a flat map. Choose a layer in front of an attention block.");
    }
  }

  private static boolean mixes(IrLayer layer, Set<IrLayer> behind, long tokens) {
    if (layer.is("MatMul")) {
      return layer.inputs().stream().allMatch(p -> behind.contains(p.layer()));
    }
    if (layer.type().startsWith("Reduce")) {
      IrPort in = layer.input(0);
      IrPort out = layer.output();
      return in.rank() == 3 && in.dim(1) == tokens && !(out.rank() == 3 && out.dim(1) == tokens);
    }
    return layer.is(
        "ScaledDotProductAttention", "Einsum", "Convolution", "GroupConvolution", "Loop");
  }

  private static String choices(List<FeatureGrid> candidates) {
    if (candidates.isEmpty()) {
      return "The network has no layer with a spatial output at all: use a black-box method (RISE,"
          + " AISE), which needs none.";
    }
    int more = Math.max(0, candidates.size() - NAMED_IN_ERRORS);
    return "Choose as target layer one of: "
        + candidates.subList(more, candidates.size()).stream()
            .map(FeatureGrid::tensor)
            .map(p -> "'" + p.layer().name() + "' " + Arrays.toString(p.shape()))
            .collect(Collectors.joining(", "))
        + (more > 0 ? " (and " + more + " earlier layers)." : ".");
  }

  /** Everything that is computed from the model's inputs. */
  static Set<IrLayer> dependentOnInput(IrModel model) {
    Set<IrLayer> found = new HashSet<>();
    for (IrLayer layer : model.layers()) {
      if (layer.is("Parameter")
          || layer.inputs().stream().anyMatch(p -> found.contains(p.layer()))) {
        found.add(layer);
      }
    }
    return found;
  }

  private static void collect(IrLayer layer, Set<IrLayer> into) {
    if (into.add(layer)) {
      layer.inputs().forEach(p -> collect(p.layer(), into));
    }
  }

  /** What an output puts out. */
  static IrPort output(IrModel model, int index) {
    return model.results().stream()
        .skip(index)
        .findFirst()
        .orElseThrow(() -> new EngineException("The model has no output " + index + "."))
        .input(0);
  }

  private static List<IrLayer> fromTheEnd(IrModel model) {
    List<IrLayer> layers = new ArrayList<>(model.layers());
    Collections.reverse(layers);
    return layers;
  }
}
