package org.ovxai.engine.whitebox;

import java.util.List;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;

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
 */
public record ReciproCam(String layer) implements MaskingMethod {
  @Override
  public Masking masking(IrModel model) {
    IrPort features = Layers.features(model, layer, "ReciproCAM");
    int height = Math.toIntExact(features.dim(2));
    int width = Math.toIntExact(features.dim(3));
    return new Masking(
        features.layer().name(),
        List.of(features),
        Layers.logits(model),
        height,
        width,
        List.of(1, height, width),
        (row, column, target) -> target[row * width + column] = 1);
  }
}
