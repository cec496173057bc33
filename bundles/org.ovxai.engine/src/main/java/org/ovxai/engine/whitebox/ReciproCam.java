package org.ovxai.engine.whitebox;

import java.util.List;
import org.ovxai.engine.ir.IrModel;

/**
 * ReciproCAM: the score of a class when the rest of the network sees a single cell of the feature
 * map, for each of its h*w cells.
 *
 * <p>Output: {@code [1,K,h,w]} float32, unscaled: the logit of each of the K classes (before any
 * softmax).
 *
 * <p>Source: S.-Y. Byun, W. Lee: Recipro-CAM: Fast gradient-free visual explanations for
 * convolutional neural networks, 2022 (arXiv 2209.14074).
 *
 * @param layer the target layer's name; empty to find it
 * @param output index of the output with the scores
 */
public record ReciproCam(String layer, int output) implements MaskingMethod {
  /** For networks whose first output has the scores. */
  public ReciproCam(String layer) {
    this(layer, 0);
  }

  @Override
  public Masking masking(IrModel model) {
    FeatureGrid features = Layers.features(model, layer, output, "ReciproCAM");
    if (features.grid().leading() > 0) {
      Layers.requireMixing(model, features.tensor(), "ReciproCAM");
    }
    return new Masking(
        features.tensor().layer().name(),
        List.of(features.tensor()),
        Layers.logits(model, output),
        features.height(),
        features.width(),
        features.maskShape(),
        features::writeSingleCell);
  }
}
