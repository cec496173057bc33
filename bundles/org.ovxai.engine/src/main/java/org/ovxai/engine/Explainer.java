package org.ovxai.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.ovxai.engine.blackbox.Progress;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.openvino.OpenVinoException;

/**
 * Explains what a model sees in pictures.
 *
 * <pre>{@code
 * try (Explainer explainer = Explainer.whiteBox(model, WhiteBoxSettings.defaults())) {
 *   for (Explanation e : explainer.explain(ImageFiles.read(file), Targets.parse("", 1))) {
 *     System.out.println(e.label() + " " + e.confidence());
 *   }
 * }
 * }</pre>
 *
 * <p>The network is compiled once, when the explainer is made. One thread at a time may use an
 * explainer.
 */
public abstract class Explainer implements AutoCloseable {
  private static final Runnable NEVER = () -> {};

  private String reason = "It was asked for.";

  Explainer() {}

  /**
   * An explainer that looks into the network.
   *
   * @throws EngineException if the method does not fit the network, or OpenVINO refuses it
   */
  public static Explainer whiteBox(VisionModel model, WhiteBoxSettings settings) {
    try {
      return new WhiteBoxExplainer(model, settings);
    } catch (OpenVinoException e) {
      throw new EngineException(e.getMessage(), e);
    }
  }

  /**
   * An explainer that only looks at what the network puts out.
   *
   * @throws EngineException if the method is not for the model's task, its outputs are not
   *     understood, or OpenVINO refuses it
   */
  public static Explainer blackBox(VisionModel model, BlackBoxSettings settings) {
    try {
      return new BlackBoxExplainer(model, settings);
    } catch (OpenVinoException e) {
      throw new EngineException(e.getMessage(), e);
    }
  }

  /**
   * An explainer that looks into the network if a method fits it, and only at what it puts out
   * otherwise. {@link #reason} tells which and why.
   *
   * @throws EngineException if neither is possible
   */
  public static Explainer automatic(
      VisionModel model, WhiteBoxSettings white, BlackBoxSettings black) {
    String obstacle;
    try {
      Explainer explainer = whiteBox(model, white);
      explainer.reason = explainer.method() + " fits the network.";
      return explainer;
    } catch (EngineException e) {
      obstacle = e.getMessage();
    }
    try {
      Explainer explainer = blackBox(model, black);
      explainer.reason = "No white-box method fits. " + obstacle;
      return explainer;
    } catch (EngineException e) {
      throw new EngineException(
          "Model '"
              + model.info().name()
              + "' can be explained neither from within nor from its outputs. White box: "
              + obstacle
              + " Black box: "
              + e.getMessage(),
          e);
    }
  }

  /** The title of the method. */
  public abstract String method();

  /** Whether the method looks into the network. */
  public abstract Mode mode();

  /** Why this mode was taken. */
  public final String reason() {
    return reason;
  }

  /**
   * The name of the target layer, the one found if none was named; several are separated by ;.
   * Empty with black-box methods.
   */
  public abstract String layer();

  /** Whether each class has a map of its own; if not, all targets of a picture share one. */
  public abstract boolean perClass();

  /** How often the network runs at most to explain one target of a picture. */
  public abstract int inferences();

  /** Whether these inferences serve all targets of a picture at once. */
  public abstract boolean inferencesServeAllTargets();

  /**
   * How long it takes to explain one target of a picture, in seconds, as measured when the
   * explainer was made; empty where it takes hardly longer than a prediction.
   */
  public OptionalDouble secondsPerTarget() {
    return OptionalDouble.empty();
  }

  /** What there is to say about how the network is run. */
  public abstract List<String> messages();

  /** What there is to say about the pictures that were explained; empty if nothing is. */
  public List<String> remarks() {
    return List.of();
  }

  /**
   * Explains one picture. Explanations are handed over one by one, so that no more than a few are
   * in memory.
   *
   * @param check called between two inferences; what it throws ends the explanation
   * @param result takes one explanation a target, in the targets' order
   * @throws EngineException if a target does not exist, or the network gives a value that is no
   *     number
   */
  public abstract void explain(
      RgbImage image,
      Targets targets,
      Runnable check,
      Progress progress,
      Consumer<Explanation> result);

  /**
   * Explains a picture that is already preprocessed.
   *
   * @param tensor of the input's shape, with or without its batch of 1
   * @throws EngineException if the shape is another, and as for pictures
   */
  public abstract void explain(
      NpyArray tensor,
      Targets targets,
      Runnable check,
      Progress progress,
      Consumer<Explanation> result);

  /** Explains one picture; all explanations at once. */
  public final List<Explanation> explain(RgbImage image, Targets targets) {
    return explain(image, targets, NEVER);
  }

  /** Explains one picture, and can be stopped between two inferences. */
  public final List<Explanation> explain(RgbImage image, Targets targets, Runnable check) {
    List<Explanation> all = new ArrayList<>();
    explain(image, targets, check, Progress.NONE, all::add);
    return all;
  }

  /** Explains a picture that is already preprocessed; all explanations at once. */
  public final List<Explanation> explain(NpyArray tensor, Targets targets, Runnable check) {
    List<Explanation> all = new ArrayList<>();
    explain(tensor, targets, check, Progress.NONE, all::add);
    return all;
  }

  @Override
  public abstract void close();
}
