package org.ovxai.nodes.parameters;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.OptionalWidget.DefaultValueProvider;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.message.TextMessage.Message;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.PatternValidation;
import org.ovxai.engine.BlackBoxSettings;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.blackbox.AiseSettings;
import org.ovxai.engine.blackbox.Preset;
import org.ovxai.engine.blackbox.RiseSettings;
import org.ovxai.engine.blackbox.Variant;
import org.ovxai.nodes.parameters.MethodChoice.MaybeAise;
import org.ovxai.nodes.parameters.MethodChoice.MaybeRise;

/**
 * The parameters of the black-box methods: a preset, and values that take the place of the
 * preset's.
 */
public final class BlackBoxParameters implements NodeParameters {
  private static final String NUMBER = "\\s*([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*";

  /** Nothing, or numbers separated by semicolons. */
  private static final String NUMBERS = "^(\\s*|" + NUMBER + "(;" + NUMBER + ")*;?\\s*)$";

  interface PresetReference extends ParameterReference<String> {}

  /** The presets. */
  static final class Presets implements StringChoicesProvider {
    @Override
    public List<StringChoice> computeState(NodeParametersInput in) {
      return List.of(
          new StringChoice("SPEED", "Speed"),
          new StringChoice("BALANCE", "Balance"),
          new StringChoice("QUALITY", "Quality"));
    }
  }

  /** The variants. */
  static final class Variants implements StringChoicesProvider {
    @Override
    public List<StringChoice> computeState(NodeParametersInput in) {
      return List.of(
          new StringChoice("corrected", "Corrected"),
          new StringChoice("compatible", "Compatible with openvino_xai"));
    }
  }

  /**
   * What a preset sets.
   *
   * @param <T> type of the value
   */
  abstract static class OfPreset<T> implements DefaultValueProvider<T> {
    private final Function<Preset, T> value;
    private Supplier<String> preset;

    OfPreset(Function<Preset, T> value) {
      this.value = value;
    }

    @Override
    public void init(StateProviderInitializer initializer) {
      initializer.computeBeforeOpenDialog();
      preset = initializer.computeFromValueSupplier(PresetReference.class);
    }

    @Override
    public T computeState(NodeParametersInput in) {
      return value.apply(presetOr(preset.get(), Preset.BALANCE));
    }
  }

  static final class PresetMasks extends OfPreset<Integer> {
    PresetMasks() {
      super(p -> RiseSettings.of(p).masks());
    }
  }

  static final class PresetCells extends OfPreset<Integer> {
    PresetCells() {
      super(p -> RiseSettings.of(p).cells());
    }
  }

  static final class PresetProb extends OfPreset<Double> {
    PresetProb() {
      super(p -> RiseSettings.of(p).prob());
    }
  }

  static final class PresetIterations extends OfPreset<Integer> {
    PresetIterations() {
      super(p -> AiseSettings.classification(p).iterations());
    }
  }

  static final class PresetEpsilon extends OfPreset<Double> {
    PresetEpsilon() {
      super(p -> AiseSettings.classification(p).solverEpsilon());
    }
  }

  static final class BelowOne extends MaxValidation {
    @Override
    protected double getMax() {
      return 1;
    }

    @Override
    public boolean isExclusive() {
      return true;
    }
  }

  static final class Numbers extends PatternValidation {
    @Override
    protected String getPattern() {
      return NUMBERS;
    }

    @Override
    public String getErrorMessage() {
      return "Give numbers above 0, separated by semicolons.";
    }
  }

  /** Tells what the preset means. */
  static final class PresetMessage implements StateProvider<Optional<Message>> {
    private Supplier<String> preset;

    @Override
    public void init(StateProviderInitializer initializer) {
      initializer.computeBeforeOpenDialog();
      preset = initializer.computeFromValueSupplier(PresetReference.class);
    }

    @Override
    public Optional<Message> computeState(NodeParametersInput in) {
      Preset p = presetOr(preset.get(), Preset.BALANCE);
      RiseSettings rise = RiseSettings.of(p);
      AiseSettings aise = AiseSettings.classification(p);
      AiseSettings detection = AiseSettings.detection(p);
      return Optional.of(
          new Message(
              "What this preset does",
              String.format(
                  Locale.ROOT,
                  "RISE: %,d masks of %d x %d cells, so many inferences an image. AISE: %d iterations"
                      + " for each of %d kernel widths, at most %d inferences a class (widths %s);"
                      + " for detectors at most %d an object (divisors %s). A value given below"
                      + " takes the place of the preset's.",
                  rise.masks(),
                  rise.cells(),
                  rise.cells(),
                  aise.iterations(),
                  aise.widths().size(),
                  2 * aise.places(),
                  join(aise.widths()),
                  detection.places(),
                  join(detection.widths())),
              MessageType.INFO));
    }
  }

  @Widget(
      title = "Preset",
      description =
          """
          How many inferences are made: SPEED takes the fewest, QUALITY the most. The values that a
          preset sets are shown below; each can be replaced.
          """)
  @ValueReference(PresetReference.class)
  @ChoicesProvider(Presets.class)
  String preset = Preset.BALANCE.name();

  @TextMessage(PresetMessage.class)
  Void presetMessage;

  @Widget(
      title = "Variant",
      description =
          """
          Corrected: RISE with linear masks, divided by the mean mask, with its standard error; AISE
          without the baseline that turns maps upside down, within its number of inferences.
          Compatible: the numbers of the Python package openvino_xai 1.1.0, errors and all.
          """,
      advanced = true)
  @ChoicesProvider(Variants.class)
  String variant = "corrected";

  @Widget(
      title = "Number of masks",
      description = "RISE: how many random masks are tried, an inference each. 1 or more.",
      advanced = true)
  @OptionalWidget(defaultProvider = PresetMasks.class)
  @Effect(predicate = MaybeRise.class, type = EffectType.SHOW)
  @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
  Optional<Integer> numMasks = Optional.empty();

  @Widget(
      title = "Number of cells",
      description =
          "RISE: rows and columns of a mask's grid; the map shows nothing finer. 1 or more.",
      advanced = true)
  @OptionalWidget(defaultProvider = PresetCells.class)
  @Effect(predicate = MaybeRise.class, type = EffectType.SHOW)
  @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
  Optional<Integer> numCells = Optional.empty();

  @Widget(
      title = "Probability of a kept cell",
      description = "RISE: how probably a cell of a mask is kept, above 0 and below 1.",
      advanced = true)
  @OptionalWidget(defaultProvider = PresetProb.class)
  @Effect(predicate = MaybeRise.class, type = EffectType.SHOW)
  @NumberInputWidget(
      minValidation = IsPositiveDoubleValidation.class,
      maxValidation = BelowOne.class)
  Optional<Double> prob = Optional.empty();

  @Widget(
      title = "Seed",
      description =
          "RISE: the same seed gives the same masks, and the same as NumPy gives. 0 or more.",
      advanced = true)
  @Effect(predicate = MaybeRise.class, type = EffectType.SHOW)
  @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
  int seed;

  @Widget(
      title = "Iterations per kernel width",
      description =
          """
          AISE: how many places are tried for each kernel width. A place takes two inferences with
          classifiers, one with detectors. 1 or more.
          """,
      advanced = true)
  @OptionalWidget(defaultProvider = PresetIterations.class)
  @Effect(predicate = MaybeAise.class, type = EffectType.SHOW)
  @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
  Optional<Integer> iterations = Optional.empty();

  @Widget(
      title = "Kernel widths",
      description =
          """
          AISE for classifiers: standard deviations of the Gaussian masks as parts of the image,
          separated by semicolons, for example <tt>0.1; 0.175; 0.25</tt>. Empty: the preset's.
          """,
      advanced = true)
  @TextInputWidget(placeholder = "the preset's", patternValidation = Numbers.class)
  @Effect(predicate = MaybeAise.class, type = EffectType.SHOW)
  String kernelWidths = "";

  @Widget(
      title = "Divisors",
      description =
          """
          AISE for detectors: the shorter side of the object's box, divided by these, gives the
          standard deviations of the Gaussian masks; separated by semicolons, for example <tt>7; 4;
          1</tt>. Empty: the preset's.
          """,
      advanced = true)
  @TextInputWidget(placeholder = "the preset's", patternValidation = Numbers.class)
  @Effect(predicate = MaybeAise.class, type = EffectType.SHOW)
  String divisors = "";

  @Widget(
      title = "Solver epsilon",
      description =
          """
          AISE: how much a place must promise to be better for the optimiser DIRECT to look closer.
          0 or more; greater values search more widely.
          """,
      advanced = true)
  @OptionalWidget(defaultProvider = PresetEpsilon.class)
  @Effect(predicate = MaybeAise.class, type = EffectType.SHOW)
  @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
  Optional<Double> solverEpsilon = Optional.empty();

  @Widget(
      title = "Locally biased",
      description =
          "AISE: whether the optimiser DIRECT prefers the neighbourhood of the best place.",
      advanced = true)
  @Effect(predicate = MaybeAise.class, type = EffectType.SHOW)
  boolean locallyBiased;

  @Widget(
      title = "Least confidence of objects",
      description =
          """
          Detectors: objects with a greater confidence are explained, 0 to 1. If it is not given,
          the threshold that was set in the OpenVINO Model Reader.
          """,
      advanced = true)
  @OptionalWidget(defaultProvider = UsualConfidence.class)
  @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = BelowOne.class)
  Optional<Double> confidence = Optional.empty();

  /** The value that the least confidence gets when it is switched on. */
  static final class UsualConfidence implements DefaultValueProvider<Double> {
    @Override
    public Double computeState(NodeParametersInput in) {
      return 0.5;
    }
  }

  /** The presets' own values. */
  public BlackBoxParameters() {}

  /**
   * These settings in the engine's words.
   *
   * @param method the setting with the method, as {@link MethodChoice#method} reads it
   * @throws InvalidSettingsException if something is not understood
   */
  public BlackBoxSettings settings(String method) throws InvalidSettingsException {
    Preset base = preset();
    try {
      RiseSettings rise = RiseSettings.of(base);
      Variant chosen = variant();
      return new BlackBoxSettings(
          MethodChoice.method(method),
          new RiseSettings(
              numMasks.orElse(rise.masks()),
              numCells.orElse(rise.cells()),
              prob.orElse(rise.prob()),
              seed,
              chosen),
          aise(AiseSettings.classification(base), numbers("Kernel widths", kernelWidths)),
          aise(AiseSettings.detection(base), numbers("Divisors", divisors)),
          chosen,
          confidence.map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
    } catch (EngineException e) {
      throw new InvalidSettingsException(e.getMessage(), e);
    }
  }

  private AiseSettings aise(AiseSettings base, List<Double> widths) {
    return new AiseSettings(
        iterations.orElse(base.iterations()),
        widths.isEmpty() ? base.widths() : widths,
        solverEpsilon.orElse(base.solverEpsilon()),
        locallyBiased);
  }

  private Preset preset() throws InvalidSettingsException {
    Preset found = presetOr(preset, null);
    if (found == null) {
      throw new InvalidSettingsException(
          "There is no preset '" + preset + "'. Choose SPEED, BALANCE or QUALITY.");
    }
    return found;
  }

  private static Preset presetOr(String name, Preset other) {
    return Arrays.stream(Preset.values())
        .filter(p -> p.name().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElse(other);
  }

  private Variant variant() throws InvalidSettingsException {
    return Arrays.stream(Variant.values())
        .filter(v -> v.name().equalsIgnoreCase(variant.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidSettingsException(
                    "There is no variant '" + variant + "'. Choose corrected or compatible."));
  }

  private static List<Double> numbers(String option, String text) throws InvalidSettingsException {
    if (!text.matches(NUMBERS)) {
      throw new InvalidSettingsException(
          option
              + ": '"
              + text
              + "' is not understood. Give numbers above 0, separated by semicolons.");
    }
    return Arrays.stream(text.split(";"))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .map(Double::valueOf)
        .toList();
  }

  private static String join(List<Double> values) {
    return values.stream()
        .map(v -> String.format(Locale.ROOT, "%.4g", v))
        .collect(Collectors.joining("; "));
  }

  @Override
  public void validate() throws InvalidSettingsException {
    settings("");
    if (confidence.isPresent() && !(confidence.get() >= 0 && confidence.get() < 1)) {
      throw new InvalidSettingsException(
          "Least confidence of objects: "
              + confidence.get()
              + " is not a number from 0 to below 1.");
    }
  }
}
