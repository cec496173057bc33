package org.ovxai.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.ovxai.engine.blackbox.AiseClassification;
import org.ovxai.engine.blackbox.AiseDetection;
import org.ovxai.engine.blackbox.Inferences;
import org.ovxai.engine.blackbox.Progress;
import org.ovxai.engine.blackbox.Rise;
import org.ovxai.engine.blackbox.Variant;
import org.ovxai.engine.detection.BoxMapping;
import org.ovxai.engine.detection.Detection;
import org.ovxai.engine.detection.Detections;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.Task;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.openvino.InferRequest;

/** Explains what a model sees in pictures from what it puts out when they are perturbed. */
final class BlackBoxExplainer extends Explainer {
  /** What perturbed objects may fall to and still count. */
  private static final double LEAST_CONFIDENCE = 0.05;

  private final ModelInfo info;
  private final BlackBoxSettings settings;
  private final Method method;
  private final Optional<ClassScores> scores;
  private final Optional<Detections> detections;
  private final Inferences inferences;
  private long boxesWithoutArea;

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
              + info.task().name().toLowerCase(Locale.ROOT)
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
    if (info.task() == Task.DETECTION) {
      return settings.aiseDetection().places();
    }
    return method == Method.RISE ? settings.rise().masks() : 2 * settings.aise().places();
  }

  @Override
  public boolean inferencesServeAllTargets() {
    return method == Method.RISE;
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
  public List<String> remarks() {
    return boxesWithoutArea == 0 ? List.of() : List.of(leftOut(boxesWithoutArea));
  }

  private static String leftOut(long boxes) {
    return "Detected boxes that have no area, and so no explanation: " + boxes + ".";
  }

  @Override
  public void explain(
      RgbImage image,
      Targets targets,
      Runnable check,
      Progress progress,
      Consumer<Explanation> result) {
    float[] input = Preprocessor.floats(image, info.input());
    BoxMapping picture = new BoxMapping(info.input(), image.width(), image.height());
    explain(input, targets, check, progress, e -> result.accept(e.onPicture(picture)));
  }

  @Override
  public void explain(
      NpyArray tensor,
      Targets targets,
      Runnable check,
      Progress progress,
      Consumer<Explanation> result) {
    float[] input = Preprocessor.floats(tensor, info.input());
    explain(input, targets, check, progress, result);
  }

  private void explain(
      float[] input,
      Targets targets,
      Runnable check,
      Progress progress,
      Consumer<Explanation> result) {
    if (detections.isPresent()) {
      explainObjects(input, detections.get(), targets, check, progress, result);
    } else {
      explainClasses(input, scores.orElseThrow(), targets, check, progress, result);
    }
  }

  private void explainObjects(
      float[] input,
      Detections reader,
      Targets targets,
      Runnable check,
      Progress progress,
      Consumer<Explanation> result) {
    double confidence = settings.confidence().orElse(reader.settings().confidence());
    Detections.Found found =
        inferences.single(input, outputs -> reader.find(outputs, confidence), check);
    boxesWithoutArea += found.withoutArea();
    List<Integer> places;
    try {
      places = targets.objects(found.objects(), info.labels(), confidence);
    } catch (NoTargetException e) {
      throw found.withoutArea() == 0
          ? e
          : new NoTargetException(e.getMessage() + " " + leftOut(found.withoutArea()));
    }
    List<Detection> objects = places.stream().map(found.objects()::get).toList();
    new AiseDetection(settings.aiseDetection(), settings.variant())
        .explain(
            inferences,
            info.input(),
            input,
            objects,
            outputs -> reader.decode(outputs, LEAST_CONFIDENCE),
            check,
            progress,
            explained -> {
              Detection object = objects.get(explained.target());
              result.accept(
                  new Explanation(
                      places.get(explained.target()),
                      info.label(object.label()),
                      object.score(),
                      Optional.of(object),
                      explained.map(),
                      Optional.empty(),
                      method(),
                      "",
                      explained.inferences()));
            });
  }

  private void explainClasses(
      float[] input,
      ClassScores classes,
      Targets targets,
      Runnable check,
      Progress progress,
      Consumer<Explanation> result) {
    float[] confidences = inferences.single(input, outputs -> confidences(classes, outputs), check);
    int[] chosen = targets.resolve(confidences, info.labels()).stream().mapToInt(i -> i).toArray();
    if (method == Method.RISE) {
      new Rise(settings.rise())
          .explain(
              inferences,
              info.input(),
              input,
              outputs -> picked(confidences(classes, outputs), chosen),
              chosen.length,
              check,
              progress,
              (i, map, error) ->
                  result.accept(explanation(chosen[i], confidences, map, error, inferences())));
    } else {
      new AiseClassification(settings.aise(), settings.variant())
          .explain(
              inferences,
              info.input(),
              input,
              chosen.length,
              outputs -> probabilities(confidences(classes, outputs), chosen),
              check,
              progress,
              explained ->
                  result.accept(
                      explanation(
                          chosen[explained.target()],
                          confidences,
                          explained.map(),
                          Optional.empty(),
                          explained.inferences())));
    }
  }

  private Explanation explanation(
      int target,
      float[] confidences,
      SaliencyMap map,
      Optional<SaliencyMap> standardError,
      int count) {
    return new Explanation(
        target,
        info.label(target),
        confidences[target],
        Optional.empty(),
        map,
        standardError,
        method(),
        "",
        count);
  }

  /**
   * Some classes' scores as AISE takes them. The compatible variant takes all for logits if one is
   * not in 0..1, whatever the model's activation.
   */
  private double[] probabilities(float[] scores, int[] indices) {
    boolean logits = false;
    if (settings.variant() == Variant.COMPATIBLE) {
      for (float score : scores) {
        logits |= score < 0 || score > 1;
      }
    }
    double[] some = new double[indices.length];
    for (int i = 0; i < some.length; i++) {
      double score = scores[indices[i]];
      some[i] = logits ? 1 / (1 + Math.exp(-score)) : score;
    }
    return some;
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

  @Override
  public void close() {
    inferences.close();
  }
}
