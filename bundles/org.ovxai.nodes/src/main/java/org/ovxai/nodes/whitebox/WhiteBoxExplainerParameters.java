package org.ovxai.nodes.whitebox;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.image.ImageValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.updates.util.BooleanReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.ColumnChoicesProvider;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.knime.node.parameters.widget.choices.filter.ColumnFilterWidget;
import org.knime.node.parameters.widget.choices.util.ColumnSelectionUtil;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Method;
import org.ovxai.engine.Targets;
import org.ovxai.engine.image.ColorMap;
import org.ovxai.engine.image.OverlayOptions;
import org.ovxai.engine.model.LayerInfo;
import org.ovxai.nodes.port.OpenVinoModelPortObjectSpec;
import org.ovxai.nodes.table.ImageColumn;

/** Which images and classes are explained, how, and what the output table holds. */
final class WhiteBoxExplainerParameters implements NodeParameters {
  static final int MODEL_PORT = 0;
  static final int IMAGES_PORT = 1;

  @Section(title = "Method")
  interface MethodSection {}

  @Section(title = "Output")
  @After(MethodSection.class)
  interface OutputSection {}

  static final class ImageColumns implements ColumnChoicesProvider {
    @Override
    public List<DataColumnSpec> columnChoices(NodeParametersInput in) {
      return ColumnSelectionUtil.getFilteredColumns(
          in,
          IMAGES_PORT,
          c -> ImageColumn.VALUE_CLASSES.stream().anyMatch(c.getType()::isCompatible));
    }
  }

  static final class AllColumns implements ColumnChoicesProvider {
    @Override
    public List<DataColumnSpec> columnChoices(NodeParametersInput in) {
      return ColumnSelectionUtil.getAllColumns(in, IMAGES_PORT);
    }
  }

  static final class Methods implements StringChoicesProvider {
    @Override
    public List<String> choices(NodeParametersInput in) {
      return Method.names();
    }
  }

  static final class ColorMaps implements StringChoicesProvider {
    @Override
    public List<String> choices(NodeParametersInput in) {
      return Stream.of(ColorMap.values()).map(ColorMap::name).toList();
    }
  }

  static final class LayerChoices implements StringChoicesProvider {
    @Override
    public List<StringChoice> computeState(NodeParametersInput in) {
      List<StringChoice> choices = new ArrayList<>();
      choices.add(new StringChoice("", "Automatic"));
      in.getInPortSpec(MODEL_PORT)
          .map(spec -> ((OpenVinoModelPortObjectSpec) spec).info().layers())
          .ifPresent(layers -> layers.forEach(layer -> choices.add(choice(layer))));
      return choices;
    }

    private static StringChoice choice(LayerInfo layer) {
      return new StringChoice(layer.name(), layer.name() + " " + layer.shape());
    }
  }

  static final class MakeOverlay implements BooleanReference {}

  static final class AtMostOne extends MaxValidation {
    @Override
    protected double getMax() {
      return 1;
    }
  }

  @Widget(
      title = "Image column",
      description =
          "The images: a column of images, or of texts that hold the paths or URLs of image files.")
  @ChoicesProvider(ImageColumns.class)
  String imageColumn = "";

  @Widget(
      title = "Targets",
      description =
          """
          The classes to explain: empty for the classes that the model predicts; <tt>all</tt>; or
          indices (from 0) and label names, separated by semicolons, for example <tt>105; giant
          panda</tt>.
          """)
  @TextInputWidget(placeholder = "the predicted class")
  String targets = "";

  @Widget(
      title = "Number of predicted classes",
      description =
          "If no targets are given: how many of the best classes of an image are explained.")
  @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
  int topK = 1;

  @Layout(MethodSection.class)
  @Widget(
      title = "Method",
      description =
          """
          ReciproCAM shows, for each class, the places whose features alone speak for it.
          ActivationMap shows where the target layer is active, the same for all classes. Both need
          a single inference an image.
          """)
  @ChoicesProvider(Methods.class)
  String method = Method.names().get(0);

  @Layout(MethodSection.class)
  @Widget(
      title = "Target layer",
      description =
          """
          The layer whose feature map is explained; it gives the saliency map its resolution.
          Automatic takes the last layer with a feature map, which suits most networks. The names
          can be chosen once the model was read.
          """)
  @ChoicesProvider(LayerChoices.class)
  String layer = "";

  @Layout(OutputSection.class)
  @Widget(
      title = "Overlay",
      description = "If checked, a column holds each image with its saliency map drawn over it.")
  @ValueReference(MakeOverlay.class)
  boolean overlay = true;

  @Layout(OutputSection.class)
  @Widget(
      title = "Weight of the image",
      description =
          "How much of the image shows through the map: 0 shows the map alone, 1 the image alone.")
  @Effect(predicate = MakeOverlay.class, type = EffectType.SHOW)
  @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMostOne.class)
  double overlayWeight = 0.5;

  @Layout(OutputSection.class)
  @Widget(
      title = "Colour map",
      description = "The colours that low and high values of the map get.")
  @Effect(predicate = MakeOverlay.class, type = EffectType.SHOW)
  @ChoicesProvider(ColorMaps.class)
  String colorMap = ColorMap.JET.name();

  @Layout(OutputSection.class)
  @Widget(
      title = "Write label",
      description = "If checked, label and confidence are written on the overlay.")
  @Effect(predicate = MakeOverlay.class, type = EffectType.SHOW)
  boolean overlayText;

  @Layout(OutputSection.class)
  @Widget(
      title = "Columns to keep",
      description = "Columns of the image table that are repeated in each of the image's rows.")
  @ColumnFilterWidget(choicesProvider = AllColumns.class)
  ColumnFilter keptColumns = new ColumnFilter();

  WhiteBoxExplainerParameters() {}

  WhiteBoxExplainerParameters(NodeParametersInput in) {
    in.getInTableSpec(IMAGES_PORT)
        .ifPresent(
            spec -> {
              imageColumn = ImageColumn.firstIn(spec).orElse("");
              keptColumns =
                  new ColumnFilter(
                      spec.stream()
                          .filter(c -> !c.getType().isCompatible(ImageValue.class))
                          .toList());
            });
  }

  Targets targets() {
    return Targets.parse(targets, topK);
  }

  OverlayOptions overlayOptions() {
    return new OverlayOptions(overlayWeight, ColorMap.valueOf(colorMap), overlayText);
  }

  @Override
  public void validate() throws InvalidSettingsException {
    try {
      Method.named(method);
      targets();
    } catch (EngineException e) {
      throw new InvalidSettingsException(e.getMessage(), e);
    }
    if (!(overlayWeight >= 0 && overlayWeight <= 1)) {
      throw new InvalidSettingsException(
          "Weight of the image: " + overlayWeight + " is not in 0 to 1.");
    }
    if (Stream.of(ColorMap.values()).noneMatch(m -> m.name().equals(colorMap))) {
      throw new InvalidSettingsException(
          "There is no colour map '"
              + colorMap
              + "'. Choose one of: "
              + String.join(", ", Stream.of(ColorMap.values()).map(ColorMap::name).toList())
              + ".");
    }
  }
}
