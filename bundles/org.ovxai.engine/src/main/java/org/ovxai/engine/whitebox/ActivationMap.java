package org.ovxai.engine.whitebox;

import java.util.Map;
import java.util.stream.IntStream;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;

/**
 * The mean over the channels of the target layer's output: where the network is active, whatever
 * the class.
 *
 * <p>Output: {@code [1,h,w]} float32, unscaled, in the range of the layer's activations.
 *
 * @param layer the target layer's name; empty to find it
 * @param output index of the output with the scores
 */
public record ActivationMap(String layer, int output) implements WhiteBoxMethod {
  /** For networks whose first output has the scores. */
  public ActivationMap(String layer) {
    this(layer, 0);
  }

  @Override
  public Insertion insert(IrModel model) {
    FeatureGrid features = Layers.features(model, layer, output, "ActivationMap");
    IrPort tensor = features.tensor();
    int axis = features.channelAxis();
    long[] withoutChannels =
        IntStream.range(0, tensor.rank()).filter(i -> i != axis).mapToLong(tensor::dim).toArray();
    IrPort mean =
        model.add(
            "ReduceMean",
            "opset1",
            "ActivationMap/mean",
            Map.of("keep_dims", "false"),
            withoutChannels,
            tensor,
            model.constant("ActivationMap/channels", axis));
    model.addResult(OUTPUT, map(model, features, mean));
    return new Insertion(tensor.layer().name(), false);
  }

  /** Tokens as rows and columns, without the leading ones. */
  private static IrPort map(IrModel model, FeatureGrid features, IrPort mean) {
    if (mean.rank() == 3) {
      return mean;
    }
    int leading = features.grid().leading();
    IrPort cells =
        model.add(
            "Slice",
            "opset8",
            "ActivationMap/cells",
            Map.of(),
            new long[] {1, mean.dim(1) - leading},
            mean,
            model.constant("ActivationMap/start", leading),
            model.constant("ActivationMap/stop", Integer.MAX_VALUE),
            model.constant("ActivationMap/step", 1),
            model.constant("ActivationMap/axis", 1));
    return Masking.reshape(
        model, "ActivationMap/map", cells, 1, features.height(), features.width());
  }
}
