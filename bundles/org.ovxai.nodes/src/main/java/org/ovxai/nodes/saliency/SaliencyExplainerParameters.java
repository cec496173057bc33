package org.ovxai.nodes.saliency;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.ovxai.engine.BlackBoxSettings;
import org.ovxai.engine.Explainer;
import org.ovxai.engine.Method;
import org.ovxai.engine.Mode;
import org.ovxai.engine.WhiteBoxSettings;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.nodes.explainer.ExplainerParameters;
import org.ovxai.nodes.parameters.BlackBoxParameters;
import org.ovxai.nodes.parameters.MethodChoice;
import org.ovxai.nodes.parameters.MethodParameters;

/** Which images and targets are explained, how, and what the output table holds. */
final class SaliencyExplainerParameters extends ExplainerParameters {
  private static final String AUTOMATIC = MethodChoice.AUTOMATIC;

  /** Parameters of the white-box methods. */
  @Section(title = "White-box parameters")
  @After(OutputSection.class)
  @Advanced
  @Effect(predicate = MethodChoice.MaybeWhiteBox.class, type = EffectType.SHOW)
  interface WhiteBoxSection {}

  /** Parameters of the black-box methods. */
  @Section(title = "Black-box parameters")
  @After(WhiteBoxSection.class)
  @Effect(predicate = MethodChoice.MaybeBlackBox.class, type = EffectType.SHOW)
  interface BlackBoxSection {}

  /** The modes. */
  static final class Modes implements StringChoicesProvider {
    @Override
    public List<StringChoice> computeState(NodeParametersInput in) {
      return List.of(
          new StringChoice(AUTOMATIC, "Automatic"),
          new StringChoice(Mode.WHITE_BOX.title(), "White box"),
          new StringChoice(Mode.BLACK_BOX.title(), "Black box"));
    }
  }

  @Layout(MethodSection.class)
  @Widget(
      title = "Mode",
      description =
          """
          Automatic looks into the network if a white-box method fits it, which is far quicker, and
          takes a black-box method otherwise; the columns <tt>Mode</tt> and <tt>Reason</tt> tell
          which and why. A method that is chosen by name decides, too.
          """)
  @ValueReference(MethodChoice.ModeReference.class)
  @ChoicesProvider(Modes.class)
  String mode = AUTOMATIC;

  @Layout(MethodSection.class)
  @Widget(
      title = "Method",
      description =
          """
          Automatic takes the mode's usual method: from within ReciproCAM, ViTReciproCAM for vision
          transformers with a class token, DetClassProbabilityMap for detectors; AISE otherwise.
          """)
  @ValueReference(MethodChoice.Reference.class)
  @ChoicesProvider(MethodChoice.MethodsOfMode.class)
  String method = MethodChoice.AUTOMATIC;

  @Layout(MethodSection.class)
  @Widget(
      title = "Target layer",
      description =
          """
          White-box methods: the layer whose feature map is explained; it gives the saliency map its
          resolution. Automatic finds it.
          """,
      advanced = true)
  @Effect(predicate = MethodChoice.MaybeWhiteBox.class, type = EffectType.SHOW)
  @ChoicesProvider(MethodChoice.Layers.class)
  String layer = "";

  @Layout(WhiteBoxSection.class)
  MethodParameters whiteBox = new MethodParameters();

  @Layout(BlackBoxSection.class)
  BlackBoxParameters blackBox = new BlackBoxParameters();

  SaliencyExplainerParameters() {}

  SaliencyExplainerParameters(NodeParametersInput in) {
    super(in);
  }

  /**
   * The mode that is forced, by itself or by the method; empty if the model decides.
   *
   * @throws InvalidSettingsException if mode and method contradict each other
   */
  Optional<Mode> mode() throws InvalidSettingsException {
    Optional<Mode> byMethod = MethodChoice.method(method).map(Method::mode);
    String wanted = mode.strip().replace('_', ' ').replace('-', ' ');
    if (wanted.isEmpty() || wanted.equalsIgnoreCase(AUTOMATIC) || wanted.equalsIgnoreCase("auto")) {
      return byMethod;
    }
    Mode forced =
        Arrays.stream(Mode.values())
            .filter(m -> m.title().equalsIgnoreCase(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidSettingsException(
                        "There is no mode '"
                            + mode
                            + "'. Choose automatic, white box or black box."));
    if (byMethod.isPresent() && byMethod.get() != forced) {
      throw new InvalidSettingsException(
          method
              + " is a "
              + byMethod.get().title().replace(' ', '-')
              + " method, and the mode is "
              + forced.title()
              + ". Choose another method, or the mode automatic.");
    }
    return Optional.of(forced);
  }

  Explainer explainer(VisionModel model) throws InvalidSettingsException {
    Optional<Mode> forced = mode();
    if (forced.isEmpty()) {
      return Explainer.automatic(model, whiteBox(""), blackBox(""));
    }
    return forced.get() == Mode.WHITE_BOX
        ? Explainer.whiteBox(model, whiteBox(method))
        : Explainer.blackBox(model, blackBox(method));
  }

  private WhiteBoxSettings whiteBox(String name) throws InvalidSettingsException {
    return whiteBox.settings(name, layer, 0);
  }

  private BlackBoxSettings blackBox(String name) throws InvalidSettingsException {
    return blackBox.settings(name);
  }

  @Override
  public void validate() throws InvalidSettingsException {
    super.validate();
    whiteBox.validate();
    blackBox.validate();
    mode();
  }
}
