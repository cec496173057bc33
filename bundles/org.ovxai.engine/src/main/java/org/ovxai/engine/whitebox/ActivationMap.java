package org.ovxai.engine.whitebox;

import java.util.Map;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;

/**
 * The mean over the channels of the target layer's output: where the network is active, whatever
 * the class.
 *
 * <p>Output: {@code [1,h,w]} float32, unscaled, in the range of the layer's activations.
 *
 * @param layer the target layer's name; empty to find it
 */
public record ActivationMap(String layer) implements WhiteBoxMethod {
  @Override
  public Insertion insert(IrModel model) {
    IrPort features = Layers.features(model, layer, "ActivationMap");
    IrPort mean =
        model.add(
            "ReduceMean",
            "opset1",
            "ActivationMap/mean",
            Map.of("keep_dims", "false"),
            new long[] {1, features.dim(2), features.dim(3)},
            features,
            model.constant("ActivationMap/channels", 1));
    model.addResult(OUTPUT, mean);
    return new Insertion(features.layer().name(), false);
  }
}
