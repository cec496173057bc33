package org.ovxai.engine;

import java.util.Optional;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.OutputRole;

/**
 * Finds the output of a classifier that holds a score a class, and reads it.
 *
 * @param model the classifier
 * @param output place of the output among the model's
 */
record ClassScores(ModelInfo model, int output) {

  /** Empty if no output holds a score a class. */
  static Optional<ClassScores> of(ModelInfo model) {
    for (int i = 0; i < model.outputs().size(); i++) {
      if (model.outputs().get(i).role() == OutputRole.SCORES) {
        return Optional.of(new ClassScores(model, i));
      }
    }
    return Optional.empty();
  }

  /**
   * The activated scores.
   *
   * @param raw as the network gives them
   * @throws EngineException if one is no number
   */
  float[] confidences(float[] raw) {
    for (float v : raw) {
      if (!Float.isFinite(v)) {
        throw notFinite(model, "scores", "One is " + v + ".");
      }
    }
    return model.activation().apply(raw);
  }

  static EngineException notFinite(ModelInfo model, String what, String found) {
    return new EngineException(
        "The "
            + what
            + " of model '"
            + model.name()
            + "' cannot be used. "
            + found
            + " Check the model and its input settings (mean, scale), and that the inference"
            + " precision is f32.");
  }
}
