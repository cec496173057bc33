package org.ovxai.nodes.parameters;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.PatternValidation;
import org.ovxai.engine.WhiteBoxSettings;
import org.ovxai.nodes.parameters.MethodChoice.MaybeDetector;
import org.ovxai.nodes.parameters.MethodChoice.MaybeTransformer;

/** What single white-box methods can be told; the defaults are the methods' own. */
public final class MethodParameters implements NodeParameters {
  private static final String COUNT = "\\s*[1-9][0-9]{0,3}\\s*";

  /** Nothing, or counts separated by semicolons. */
  private static final String COUNTS = "^(\\s*|" + COUNT + "(;" + COUNT + ")*;?\\s*)$";

  static final class Counts extends PatternValidation {
    @Override
    protected String getPattern() {
      return COUNTS;
    }

    @Override
    public String getErrorMessage() {
      return "Give whole numbers from 1 on, separated by semicolons.";
    }
  }

  @Widget(
      title = "Gaussian mask",
      description =
          """
          ViTReciproCAM: if checked, a mask keeps a token and, weaker, its neighbours; if not, the
          token alone.
          """)
  @Effect(predicate = MaybeTransformer.class, type = EffectType.SHOW)
  boolean useGaussian = true;

  @Widget(
      title = "Keep the class token",
      description =
          "ViTReciproCAM: if checked, the tokens before those of the image are never masked.")
  @Effect(predicate = MaybeTransformer.class, type = EffectType.SHOW)
  boolean clsToken = true;

  @Widget(
      title = "Final normalization",
      description =
          "ViTReciproCAM: whether the network normalizes behind its last block, as most do.")
  @Effect(predicate = MaybeTransformer.class, type = EffectType.SHOW)
  boolean finalNorm = true;

  @Widget(
      title = "Masked blocks (k)",
      description =
          "ViTReciproCAM: how many blocks, counted from the end, see masked tokens. 1 or more.")
  @Effect(predicate = MaybeTransformer.class, type = EffectType.SHOW)
  @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
  int k = 1;

  @Widget(
      title = "Anchors per layer",
      description =
          """
          DetClassProbabilityMap: how many boxes each target layer predicts at a place, from the
          first layer to the last, separated by semicolons, for example <tt>3; 3; 3</tt>. Empty for
          one each.
          """)
  @Effect(predicate = MaybeDetector.class, type = EffectType.SHOW)
  @TextInputWidget(placeholder = "one each", patternValidation = Counts.class)
  String anchors = "";

  @Widget(title = "Map height", description = "DetClassProbabilityMap: rows of the saliency map.")
  @Effect(predicate = MaybeDetector.class, type = EffectType.SHOW)
  @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
  int mapHeight = 23;

  @Widget(title = "Map width", description = "DetClassProbabilityMap: columns of the saliency map.")
  @Effect(predicate = MaybeDetector.class, type = EffectType.SHOW)
  @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
  int mapWidth = 23;

  /** The methods' own defaults. */
  public MethodParameters() {}

  @Override
  public void validate() throws InvalidSettingsException {
    anchors();
    atLeastOne("Masked blocks (k)", k);
    atLeastOne("Map height", mapHeight);
    atLeastOne("Map width", mapWidth);
  }

  private static void atLeastOne(String option, int value) throws InvalidSettingsException {
    if (value < 1) {
      throw new InvalidSettingsException(option + " is " + value + "; it must be 1 or more.");
    }
  }

  private List<Integer> anchors() throws InvalidSettingsException {
    if (!anchors.matches(COUNTS)) {
      throw new InvalidSettingsException(
          "Anchors per layer: '"
              + anchors
              + "' is not understood. Give whole numbers from 1 on, separated by semicolons.");
    }
    return Arrays.stream(anchors.split(";"))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .map(Integer::valueOf)
        .toList();
  }

  /**
   * These settings in the engine's words.
   *
   * @param method the setting with the method, as {@link MethodChoice#method} reads it
   * @param layer the setting with the layers, as {@link MethodChoice#layers} reads it
   * @param memoryMebibytes the memory budget; 0 for the engine's own
   * @throws InvalidSettingsException if something is not understood
   */
  public WhiteBoxSettings settings(String method, String layer, int memoryMebibytes)
      throws InvalidSettingsException {
    return new WhiteBoxSettings(
        MethodChoice.method(method),
        MethodChoice.layers(layer),
        useGaussian,
        clsToken,
        finalNorm,
        k,
        anchors(),
        mapHeight,
        mapWidth,
        memoryMebibytes == 0
            ? OptionalLong.empty()
            : OptionalLong.of((long) memoryMebibytes << 20));
  }
}
