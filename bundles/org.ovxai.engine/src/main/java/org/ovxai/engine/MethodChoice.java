package org.ovxai.engine;

import java.util.List;
import java.util.function.Supplier;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.Task;
import org.ovxai.engine.whitebox.ActivationMap;
import org.ovxai.engine.whitebox.DetClassProbabilityMap;
import org.ovxai.engine.whitebox.MaskingMethod;
import org.ovxai.engine.whitebox.ReciproCam;
import org.ovxai.engine.whitebox.VitReciproCam;
import org.ovxai.engine.whitebox.WhiteBoxMethod;

/** Turns settings into a white-box method that fits a network. */
final class MethodChoice {
  private final WhiteBoxSettings settings;
  private final ModelInfo info;

  /**
   * A method.
   *
   * @param name what users call it
   * @param method how it changes a network
   */
  record Chosen(Method name, WhiteBoxMethod method) {}

  private MethodChoice(WhiteBoxSettings settings, ModelInfo info) {
    this.settings = settings;
    this.info = info;
  }

  /**
   * The method of the settings, or the network's default.
   *
   * @throws EngineException if the method is not for the model's task, or no method fits
   */
  static Chosen of(WhiteBoxSettings settings, ModelInfo info, Supplier<IrModel> network) {
    MethodChoice choice = new MethodChoice(settings, info);
    Method name = settings.method().orElseGet(() -> choice.standard(network));
    return new Chosen(name, choice.method(name));
  }

  private Method standard(Supplier<IrModel> network) {
    if (info.task() == Task.DETECTION) {
      return Method.DETCLASSPROBABILITYMAP;
    }
    if (info.task() != Task.CLASSIFICATION) {
      throw new EngineException(
          "White-box methods explain classifiers and detectors, and the task of model '"
              + info.name()
              + "' is "
              + info.task()
              + ". If it is one of these, set the task where the model is read.");
    }
    return hasClassToken(network) ? Method.VITRECIPROCAM : orRecipro(network);
  }

  private boolean hasClassToken(Supplier<IrModel> network) {
    try {
      return ((MaskingMethod) method(Method.VITRECIPROCAM))
          .masking(network.get())
          .hasLeadingTokens();
    } catch (EngineException e) {
      return false;
    }
  }

  private Method orRecipro(Supplier<IrModel> network) {
    return !fits(Method.RECIPROCAM, network) && fits(Method.VITRECIPROCAM, network)
        ? Method.VITRECIPROCAM
        : Method.RECIPROCAM;
  }

  private boolean fits(Method name, Supplier<IrModel> network) {
    try {
      ((MaskingMethod) method(name)).masking(network.get());
      return true;
    } catch (EngineException e) {
      return false;
    }
  }

  private WhiteBoxMethod method(Method name) {
    if (name.mode() != Mode.WHITE_BOX) {
      throw new EngineException(
          name.title()
              + " does not look into the network. White-box methods are: "
              + String.join(", ", Method.titles(Mode.WHITE_BOX, info.task()))
              + ".");
    }
    if (!name.explains(info.task())) {
      List<String> fitting = Method.titles(Mode.WHITE_BOX, info.task());
      String other =
          fitting.isEmpty()
              ? "Set the task where the model is read if it is another."
              : "What fits it: " + String.join(", ", fitting) + ".";
      throw new EngineException(
          name.title()
              + " explains models for "
              + name.tasks()
              + ", and the task of model '"
              + info.name()
              + "' is "
              + info.task()
              + ". "
              + other);
    }
    if (name == Method.DETCLASSPROBABILITYMAP) {
      return new DetClassProbabilityMap(
          settings.layers(),
          settings.anchors(),
          settings.mapHeight(),
          settings.mapWidth(),
          info.labels().size());
    }
    if (settings.layers().size() > 1) {
      throw new EngineException(
          name.title()
              + " has one target layer; "
              + settings.layers().size()
              + " were given: "
              + String.join("; ", settings.layers())
              + ".");
    }
    String layer = settings.layers().isEmpty() ? "" : settings.layers().get(0);
    return switch (name) {
      case RECIPROCAM -> new ReciproCam(layer, info.scoresOutput());
      case ACTIVATIONMAP -> new ActivationMap(layer, info.scoresOutput());
      default ->
          new VitReciproCam(
              layer,
              settings.useGaussian(),
              settings.clsToken(),
              settings.finalNorm(),
              settings.k(),
              info.scoresOutput());
    };
  }
}
