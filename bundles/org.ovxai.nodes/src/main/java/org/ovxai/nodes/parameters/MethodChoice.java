package org.ovxai.nodes.parameters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Method;
import org.ovxai.engine.Mode;
import org.ovxai.engine.model.LayerInfo;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.Task;

/** The choice of a method and of its target layer, as texts in the settings. */
public final class MethodChoice {
  /** The setting that leaves the choice of the method to the network. */
  public static final String AUTOMATIC = "automatic";

  private static final Set<String> AUTOMATIC_TOO = Set.of("", "auto", AUTOMATIC);

  /** What the setting with the target layer is, where it stands beside the method. */
  public static final String LAYER_DESCRIPTION =
      """
      The layer whose feature map is explained; it gives the saliency map its resolution. Automatic
      takes the last layer with a feature map, which suits most networks. The layers can be chosen
      once the model was read; the choices are those that fit the method. ViTReciproCAM masks the
      tokens behind the layer. A flow variable can name the several layers of a detector, separated
      by semicolons.
      """;

  /** The setting with the method. */
  public interface Reference extends ParameterReference<String> {}

  /** The setting with the mode, where a dialog has one: "automatic" or the title of a mode. */
  public interface ModeReference extends ParameterReference<String> {}

  /** The names of the white-box methods that fit the connected model's task. */
  public static final class Methods implements StringChoicesProvider {
    @Override
    public List<StringChoice> computeState(NodeParametersInput in) {
      return methods(in, Mode.WHITE_BOX);
    }
  }

  /** The names of the black-box methods that fit the connected model's task. */
  public static final class BlackBoxMethods implements StringChoicesProvider {
    @Override
    public List<StringChoice> computeState(NodeParametersInput in) {
      return methods(in, Mode.BLACK_BOX);
    }
  }

  /** The names of the methods that fit the connected model's task and the chosen mode. */
  public static final class MethodsOfMode implements StringChoicesProvider {
    private Supplier<String> mode = () -> AUTOMATIC;

    @Override
    public void init(StateProviderInitializer initializer) {
      initializer.computeBeforeOpenDialog();
      mode = initializer.computeFromValueSupplier(ModeReference.class);
    }

    @Override
    public List<StringChoice> computeState(NodeParametersInput in) {
      Mode[] chosen =
          Arrays.stream(Mode.values())
              .filter(m -> m.title().equals(mode.get()))
              .toArray(Mode[]::new);
      return methods(in, chosen.length == 0 ? Mode.values() : chosen);
    }
  }

  private static List<StringChoice> methods(NodeParametersInput in, Mode... modes) {
    List<StringChoice> choices = new ArrayList<>();
    choices.add(new StringChoice(AUTOMATIC, "Automatic"));
    Optional<Task> task = ConnectedModel.in(in).map(ModelInfo::task).filter(t -> t != Task.OTHER);
    for (Mode mode : modes) {
      Method.of(mode).stream()
          .filter(method -> task.map(method::explains).orElse(true))
          .forEach(method -> choices.add(StringChoice.fromId(method.title())));
    }
    return choices;
  }

  /** The layers of the connected model that the chosen method can have as target layer. */
  public static final class Layers implements StringChoicesProvider {
    private static final int TOKENS_RANK = 3;

    private Supplier<String> method = () -> AUTOMATIC;

    @Override
    public void init(StateProviderInitializer initializer) {
      initializer.computeBeforeOpenDialog();
      method = initializer.computeFromValueSupplier(Reference.class);
    }

    @Override
    public List<StringChoice> computeState(NodeParametersInput in) {
      List<StringChoice> choices = new ArrayList<>();
      choices.add(new StringChoice("", "Automatic"));
      boolean tokensOnly = Method.VITRECIPROCAM.title().equals(method.get());
      ConnectedModel.in(in).stream()
          .flatMap(model -> model.layers().stream())
          .filter(layer -> !tokensOnly || layer.shape().size() == TOKENS_RANK)
          .forEach(layer -> choices.add(choice(layer)));
      return choices;
    }

    private static StringChoice choice(LayerInfo layer) {
      return new StringChoice(layer.name(), layer.name() + " " + layer.shape());
    }
  }

  /** Whether mode and method leave it open that a white-box method is taken. */
  public static final class MaybeWhiteBox implements EffectPredicateProvider {
    @Override
    public EffectPredicate init(PredicateInitializer i) {
      return maybe(i, Mode.WHITE_BOX, Mode.BLACK_BOX);
    }
  }

  /** Whether mode and method leave it open that a black-box method is taken. */
  public static final class MaybeBlackBox implements EffectPredicateProvider {
    @Override
    public EffectPredicate init(PredicateInitializer i) {
      return maybe(i, Mode.BLACK_BOX, Mode.WHITE_BOX);
    }
  }

  static final class MaybeTransformer implements EffectPredicateProvider {
    @Override
    public EffectPredicate init(PredicateInitializer i) {
      return automaticOr(i, List.of(Method.VITRECIPROCAM));
    }
  }

  static final class MaybeDetector implements EffectPredicateProvider {
    @Override
    public EffectPredicate init(PredicateInitializer i) {
      return automaticOr(i, List.of(Method.DETCLASSPROBABILITYMAP));
    }
  }

  static final class MaybeAise implements EffectPredicateProvider {
    @Override
    public EffectPredicate init(PredicateInitializer i) {
      return automaticOr(i, List.of(Method.AISE));
    }
  }

  /** Automatic never takes RISE. */
  static final class MaybeRise implements EffectPredicateProvider {
    @Override
    public EffectPredicate init(PredicateInitializer i) {
      return i.isMissing(Reference.class)
          ? i.always()
          : i.getString(Reference.class).isEqualTo(Method.RISE.title());
    }
  }

  private static EffectPredicate maybe(
      EffectPredicateProvider.PredicateInitializer i, Mode mode, Mode other) {
    EffectPredicate byMethod = automaticOr(i, Method.of(mode));
    return i.isMissing(ModeReference.class)
        ? byMethod
        : byMethod.and(i.getString(ModeReference.class).isEqualTo(other.title()).negate());
  }

  /** In a dialog without a choice of the method, every method may be meant. */
  private static EffectPredicate automaticOr(
      EffectPredicateProvider.PredicateInitializer i, List<Method> methods) {
    if (i.isMissing(Reference.class)) {
      return i.always();
    }
    EffectPredicate chosen = i.getString(Reference.class).isEqualTo(AUTOMATIC);
    for (Method method : methods) {
      chosen = chosen.or(i.getString(Reference.class).isEqualTo(method.title()));
    }
    return chosen;
  }

  private MethodChoice() {}

  /**
   * The method of a setting; empty if the network decides.
   *
   * @throws InvalidSettingsException if there is no method of that name
   */
  public static Optional<Method> method(String setting) throws InvalidSettingsException {
    if (AUTOMATIC_TOO.contains(setting.strip().toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Method.named(setting));
    } catch (EngineException e) {
      throw new InvalidSettingsException(e.getMessage() + " Or choose " + AUTOMATIC + ".", e);
    }
  }

  /** The layers of a setting; empty if they are to be found. */
  public static List<String> layers(String setting) {
    return Arrays.stream(setting.split(";"))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /**
   * Checks that a method suits a model.
   *
   * @return a warning about the layers; empty if all are known
   * @throws InvalidSettingsException if it explains models of another kind; the message says which
   *     methods fit
   */
  public static Optional<String> check(ModelInfo model, String method, String layer)
      throws InvalidSettingsException {
    checkTask(model, method, Mode.WHITE_BOX);
    return unknownLayers(model, layers(layer));
  }

  /**
   * Checks that a method of a mode suits a model's task.
   *
   * @throws InvalidSettingsException if it explains models of another kind; the message says which
   *     methods fit
   */
  public static void checkTask(ModelInfo model, String method, Mode mode)
      throws InvalidSettingsException {
    Optional<Method> chosen = method(method);
    String task = model.task().name().toLowerCase(Locale.ROOT);
    String modeTitle = mode.title().replace(' ', '-');
    List<String> fitting = Method.titles(mode, model.task());
    if (fitting.isEmpty()) {
      throw new InvalidSettingsException(
          Character.toUpperCase(modeTitle.charAt(0))
              + modeTitle.substring(1)
              + " methods explain classifiers and detectors, and the task of model '"
              + model.name()
              + "' is "
              + task
              + ". If it is one of these, set the task in the OpenVINO Model Reader.");
    }
    if (chosen.isPresent() && !fitting.contains(chosen.get().title())) {
      throw new InvalidSettingsException(
          (chosen.get().mode() == mode
                  ? chosen.get().title() + " explains models for " + chosen.get().tasks()
                  : chosen.get().title() + " is no " + modeTitle + " method")
              + ", and the task of model '"
              + model.name()
              + "' is "
              + task
              + ". For it choose: "
              + String.join(", ", fitting)
              + ".");
    }
  }

  private static Optional<String> unknownLayers(ModelInfo model, List<String> layers) {
    Set<String> known = model.layers().stream().map(LayerInfo::name).collect(Collectors.toSet());
    List<String> unknown = layers.stream().filter(name -> !known.contains(name)).toList();
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Target layer '"
                + String.join("', '", unknown)
                + "' is none of the "
                + known.size()
                + " possible target layers that are known of the model. It is looked for in the"
                + " network when the node is executed.");
  }
}
