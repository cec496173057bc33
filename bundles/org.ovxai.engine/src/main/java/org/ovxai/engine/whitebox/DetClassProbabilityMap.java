package org.ovxai.engine.whitebox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.ir.IrLayer;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;

/**
 * DetClassProbabilityMap: where a one-stage detector's class convolutions respond, for each class.
 *
 * <p>Each scale's class scores {@code [1,A*K,h,w]} are reduced to their maximum over the A anchors
 * and resized; the mean over the scales goes through a softmax over the classes. Output: {@code
 * [1,K,height,width]} float32 in 0..1; at each cell the classes add up to 1.
 *
 * @param layers names of the class convolutions, one a scale; empty to find them
 * @param anchors number of anchors of each layer, in the order of {@code layers}, or of the network
 *     if they are found; empty for one each
 * @param height rows of the map
 * @param width columns of the map
 * @param classes number of classes, if known; 0 if not. Only used to find the layers
 */
public record DetClassProbabilityMap(
    List<String> layers, List<Integer> anchors, int height, int width, int classes)
    implements WhiteBoxMethod {
  private static final String TITLE = "DetClassProbabilityMap";
  private static final String NAME = "class_probability/";
  private static final int SIZE = 23;
  private static final Set<String> PASSED_THROUGH =
      Set.of("Reshape", "Transpose", "Concat", "Squeeze", "Unsqueeze", "Convert");

  /** Copies the lists and checks the size. */
  public DetClassProbabilityMap {
    layers = List.copyOf(layers);
    anchors = List.copyOf(anchors);
    if (height < 1 || width < 1 || anchors.stream().anyMatch(a -> a < 1)) {
      throw new EngineException(
          TITLE
              + " needs a map of 1 x 1 cells or more and 1 anchor or more; asked for "
              + height
              + " x "
              + width
              + " and anchors "
              + anchors
              + ".");
    }
  }

  /** The method with a map of 23 x 23 and layers that are found. */
  public static DetClassProbabilityMap defaults() {
    return new DetClassProbabilityMap(List.of(), List.of(), SIZE, SIZE, 0);
  }

  @Override
  public Insertion insert(IrModel model) {
    List<IrPort> scales = layers.isEmpty() ? find(model) : named(model);
    if (!anchors.isEmpty() && anchors.size() != scales.size()) {
      throw new EngineException(
          TITLE
              + ": "
              + anchors.size()
              + " numbers of anchors were given for "
              + scales.size()
              + " layers "
              + names(scales)
              + ". Give one a layer.");
    }
    long classesFound = scales.get(scales.size() - 1).dim(1) / anchorsOf(scales.size() - 1);
    List<IrPort> resized = new ArrayList<>();
    for (int i = 0; i < scales.size(); i++) {
      resized.add(resized(model, scales.get(i), anchorsOf(i), classesFound));
    }
    long[] shape = {1, classesFound, height, width};
    IrPort sum = resized.get(0);
    for (IrPort next : resized.subList(1, resized.size())) {
      sum =
          model.add(
              "Add", "opset1", NAME + "sum", Map.of("auto_broadcast", "numpy"), shape, sum, next);
    }
    IrPort mean =
        model.add(
            "Multiply",
            "opset1",
            NAME + "mean",
            Map.of("auto_broadcast", "numpy"),
            shape,
            sum,
            model.constant(NAME + "one_by_scales", new long[] {1, 1, 1, 1}, 1f / scales.size()));
    model.addResult(
        OUTPUT,
        model.add("SoftMax", "opset8", NAME + "probability", Map.of("axis", "1"), shape, mean));
    return new Insertion(names(scales), true);
  }

  private int anchorsOf(int scale) {
    return anchors.isEmpty() ? 1 : anchors.get(scale);
  }

  private IrPort resized(IrModel model, IrPort scores, int anchorCount, long classCount) {
    if (scores.dim(1) != anchorCount * classCount) {
      throw new EngineException(
          "Layer '"
              + scores.layer().name()
              + "' has "
              + scores.dim(1)
              + " channels, which is not "
              + anchorCount
              + " anchors x "
              + classCount
              + " classes. Check the numbers of anchors, and that all layers are class"
              + " convolutions.");
    }
    IrPort best = scores;
    if (!anchors.isEmpty()) {
      IrPort byAnchor =
          Masking.reshape(
              model,
              NAME + "by_anchor",
              scores,
              1,
              anchorCount,
              classCount,
              scores.dim(2),
              scores.dim(3));
      best =
          model.add(
              "ReduceMax",
              "opset1",
              NAME + "best_anchor",
              Map.of("keep_dims", "false"),
              new long[] {1, classCount, scores.dim(2), scores.dim(3)},
              byAnchor,
              model.constant(NAME + "anchors", 1));
    }
    return model.add(
        "Interpolate",
        "opset4",
        NAME + "resized",
        Map.of(
            "mode", "linear_onnx",
            "shape_calculation_mode", "sizes",
            "coordinate_transformation_mode", "half_pixel",
            "nearest_mode", "round_prefer_floor",
            "antialias", "false",
            "pads_begin", "0, 0, 0, 0",
            "pads_end", "0, 0, 0, 0",
            "cube_coeff", "-0.75"),
        new long[] {1, classCount, height, width},
        best,
        model.constant(NAME + "size", height, width),
        model.constant(NAME + "factors", new long[] {2}, 1f, 1f),
        model.constant(NAME + "axes", 2, 3));
  }

  private List<IrPort> named(IrModel model) {
    List<String> missing = layers.stream().filter(n -> model.layer(n).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new EngineException(
          "The model has no layer '" + String.join("', '", missing) + "'. " + suggestion(model));
    }
    List<IrPort> found = new ArrayList<>();
    for (String name : layers) {
      IrLayer layer = model.layer(name).orElseThrow();
      if (layer.outputs().size() != 1 || layer.output().rank() != 4) {
        throw new EngineException(
            TITLE
                + " needs class convolutions with output [1,A*K,h,w]; '"
                + name
                + "' has "
                + layer.outputs()
                + ". "
                + suggestion(model));
      }
      found.add(layer.output());
    }
    return found;
  }

  private String suggestion(IrModel model) {
    List<IrPort> heads = heads(model);
    return heads.isEmpty()
        ? "It has no convolution that ends a branch: use AISE, a black-box method for detectors."
        : "The convolutions that end a branch are: "
            + heads.stream()
                .map(p -> "'" + p.layer().name() + "' " + Arrays.toString(p.shape()))
                .collect(Collectors.joining(", "))
            + ".";
  }

  /**
   * The last convolutions whose channels are the classes, or that go through a sigmoid or softmax
   * to the outside, of several scales.
   */
  private List<IrPort> find(IrModel model) {
    List<IrPort> heads = heads(model);
    List<IrPort> byClasses =
        classes > 0
            ? heads.stream().filter(p -> p.dim(1) == (long) classes * anchorsOf(0)).toList()
            : List.of();
    List<IrPort> found =
        byClasses.isEmpty()
            ? heads.stream().filter(p -> isActivated(model, p)).toList()
            : byClasses;
    long distinct = found.stream().map(p -> p.dim(1)).distinct().count();
    if (found.isEmpty() || distinct > 1) {
      throw new EngineException(
          TITLE
              + " cannot tell which layers hold the class scores. Name them as target layers. "
              + suggestion(model));
    }
    return found;
  }

  private static boolean isActivated(IrModel model, IrPort port) {
    List<IrLayer> open = new ArrayList<>(model.consumers(port.layer()));
    while (!open.isEmpty()) {
      IrLayer next = open.remove(open.size() - 1);
      if (next.is("Sigmoid")) {
        return true;
      }
      if (PASSED_THROUGH.contains(next.type())) {
        open.addAll(model.consumers(next));
      }
    }
    return false;
  }

  /** Convolutions, with their bias, that no other convolution follows. */
  private static List<IrPort> heads(IrModel model) {
    List<IrPort> found = new ArrayList<>();
    for (IrLayer layer : model.layers()) {
      if (layer.is("Convolution") && layer.output().rank() == 4 && isLast(model, layer)) {
        List<IrLayer> readers = model.consumers(layer);
        boolean biased =
            readers.size() == 1
                && readers.get(0).is("Add")
                && readers.get(0).inputs().stream()
                    .anyMatch(p -> !Layers.dependentOnInput(model).contains(p.layer()));
        found.add(biased ? readers.get(0).output() : layer.output());
      }
    }
    return found;
  }

  private static boolean isLast(IrModel model, IrLayer convolution) {
    List<IrLayer> open = new ArrayList<>(model.consumers(convolution));
    Set<IrLayer> seen = new HashSet<>();
    while (!open.isEmpty()) {
      IrLayer next = open.remove(open.size() - 1);
      if (next.is("Convolution", "GroupConvolution", "ConvolutionBackpropData")) {
        return false;
      }
      if (seen.add(next)) {
        open.addAll(model.consumers(next));
      }
    }
    return true;
  }

  private static String names(List<IrPort> ports) {
    return ports.stream().map(p -> p.layer().name()).collect(Collectors.joining(";"));
  }
}
