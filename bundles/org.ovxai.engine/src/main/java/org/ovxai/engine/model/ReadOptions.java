package org.ovxai.engine.model;

import java.util.Optional;

/**
 * How a model is read. Whatever is empty is found from the model.
 *
 * @param task what the model does
 * @param inputFromModel whether the model's own {@code model_info}, if it says something about the
 *     input, goes before {@code preprocessing}
 * @param preprocessing what is done to pictures, as far as the model does not tell
 * @param layout order of the input's dimensions
 * @param inputSize size for inputs whose height or width is known only at run time
 * @param activation what turns scores into confidences
 * @param labels where the labels come from
 * @param inference how the network is run
 * @param detection how the outputs of a detector are read
 * @param scoresOutput name of a classifier's output with the scores; empty to find it
 */
public record ReadOptions(
    Optional<Task> task,
    boolean inputFromModel,
    Preprocessing preprocessing,
    Optional<Layout> layout,
    Optional<Size> inputSize,
    Optional<Activation> activation,
    LabelSource labels,
    InferenceOptions inference,
    DetectionOptions detection,
    Optional<String> scoresOutput) {

  /**
   * A picture's size in pixels.
   *
   * @param height rows, 1 or more
   * @param width columns, 1 or more
   */
  public record Size(int height, int width) {}

  /** Everything from the model; pictures are RGB 0..255 where it does not tell. */
  public static ReadOptions defaults() {
    return new ReadOptions(
        Optional.empty(),
        true,
        Preprocessing.none(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new LabelSource.Auto(),
        InferenceOptions.defaults(),
        DetectionOptions.automatic(),
        Optional.empty());
  }
}
