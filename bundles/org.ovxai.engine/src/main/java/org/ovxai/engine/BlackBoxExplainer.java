package org.ovxai.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ovxai.engine.blackbox.Inferences;
import org.ovxai.engine.blackbox.Progress;
import org.ovxai.engine.blackbox.Rise;
import org.ovxai.engine.detection.Detections;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.Task;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.openvino.InferRequest;

/** Explains what a model sees in pictures from what it puts out when they are perturbed. */
final class BlackBoxExplainer extends Explainer {
  private final ModelInfo info;
  private final BlackBoxSettings settings;
  private final Method method;
  private final Optional<ClassScores> scores;
  private final Optional<Detections> detections;
  private final Inferences inferences;

  BlackBoxExplainer(VisionModel model, BlackBoxSettings settings) {
    info = model.info();
    this.settings = settings;
    method = settings.method().orElse(Method.AISE);
    checkMethod();
    scores = info.task() == Task.CLASSIFICATION ? Optional.of(classScores()) : Optional.empty();
    detections =
        info.task() == Task.DETECTION ? Optional.of(Detections.of(info)) : Optional.empty();
    inferences = Inferences.open(model);
  }

  private void checkMethod() {
    List<String> fitting = Method.titles(Mode.BLACK_BOX, info.task());
    if (fitting.isEmpty()) {
      throw new EngineException(
          "Black-box methods explain classifiers and detectors, and the task of model '"
              + info.name()
              + "' is "
              + info.task()
              + "; its outputs are "
              + info.outputs()
              + ". If it is one of these, set the task where the model is read.");
    }
    if (!fitting.contains(method.title())) {
      throw new EngineException(
          method.title()
              + (method.mode() == Mode.BLACK_BOX
                  ? " explains models for " + method.tasks()
                  : " looks into the network")
              + ". Black-box methods for models for "
              + info.task().name().toLowerCase()
              + ": "
              + String.join(", ", fitting)
              + ".");
    }
  }

  private ClassScores classScores() {
    return ClassScores.of(info)
        .orElseThrow(
            () ->
                new EngineException(
                    "Model '"
                        + info.name()
                        + "' has no output with a score a class; its outputs are "
                        + info.outputs()
                        + ". If it is a detector, set the task where the model is read."));
  }

  @Override
  public String method() {
    return method.title();
  }

  @Override
  public Mode mode() {
    return Mode.BLACK_BOX;
  }

  @Override
  public String layer() {
    return "";
  }

  @Override
  public boolean perClass() {
    return true;
  }

  @Override
  public int inferences() {
    return settings.rise().masks();
  }

  @Override
  public OptionalDouble secondsPerTarget() {
    return OptionalDouble.of(inferences() * inferences.secondsPerInference());
  }

  @Override
  public List<String> messages() {
    return List.of();
  }

  @Override
  public void explain(
      RgbImage image,
      Targets targets,
      Runnable check,
      Progress progress,
      Consumer<Explanation> result) {
    float[] input = Preprocessor.floats(image, info.input());
    explain(new Picture(input, image.width(), image.height()), targets, check, progress, result);
  }

  @Override
  public void explain(
      NpyArray tensor,
      Targets targets,
      Runnable check,
      Progress progress,
      Consumer<Explanation> result) {
    float[] input = Preprocessor.floats(tensor, info.input());
    explain(
        new Picture(input, info.input().width(), info.input().height()),
        targets,
        check,
        progress,
        result);
  }

  /**
   * What is explained.
   *
   * @param input preprocessed, in the network's layout
   * @param width of the picture that boxes refer to
   * @param height of the picture that boxes refer to
   */
  private record Picture(float[] input, int width, int height) {}

  private void explain(
      Picture picture,
      Targets targets,
      Runnable check,
      Progress progress,
      Consumer<Explanation> result) {
    explainClasses(picture, scores.orElseThrow(), targets, check, progress, result);
  }

  private void explainClasses(
      Picture picture,
      ClassScores classes,
      Targets targets,
      Runnable check,
      Progress progress,
      Consumer<Explanation> result) {
    float[] confidences = plain(picture, check, outputs -> confidences(classes, outputs));
    int[] chosen = targets.resolve(confidences, info.labels()).stream().mapToInt(i -> i).toArray();
    new Rise(settings.rise())
        .explain(
            inferences,
            info,
            picture.input(),
            outputs -> picked(confidences(classes, outputs), chosen),
            chosen.length,
            check,
            progress,
            (i, map, error) ->
                result.accept(
                    new Explanation(
                        chosen[i],
                        info.label(chosen[i]),
                        confidences[chosen[i]],
                        Optional.empty(),
                        map,
                        error,
                        method(),
                        "",
                        settings.rise().masks())));
  }

  private static float[] confidences(ClassScores classes, InferRequest outputs) {
    return classes.confidences(outputs.output(classes.output()).toFloatArray());
  }

  private static float[] picked(float[] values, int[] indices) {
    float[] some = new float[indices.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = values[indices[i]];
    }
    return some;
  }

  /** What the network says about the picture as it is. */
  private <T> T plain(Picture picture, Runnable check, Function<InferRequest, T> reader) {
    return inferences.single(picture.input(), reader, check);
  }

  @Override
  public void close() {
    inferences.close();
  }
}
