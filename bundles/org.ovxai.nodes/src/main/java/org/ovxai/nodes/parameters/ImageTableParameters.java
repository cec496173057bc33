package org.ovxai.nodes.parameters;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.image.ImageValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.updates.util.BooleanReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.ColumnChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.knime.node.parameters.widget.choices.filter.ColumnFilterWidget;
import org.knime.node.parameters.widget.choices.util.ColumnSelectionUtil;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.ovxai.engine.image.ColorMap;
import org.ovxai.engine.image.OverlayOptions;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.nodes.table.ImageColumn;
import org.ovxai.nodes.table.InputColumns;
import org.ovxai.nodes.table.MapCells;

/**
 * What nodes ask that run a model on a table of images: where the images are, and what the output
 * table holds of each. Input 0 is the model, input 1 the table.
 */
public abstract class ImageTableParameters implements NodeParameters {
  /** The input with the model. */
  public static final int MODEL_PORT = 0;

  /** The input with the table. */
  public static final int IMAGES_PORT = 1;

  /** What the output table holds. */
  @Section(title = "Output")
  public interface OutputSection {}

  /** What the input column holds. */
  enum InputData {
    @Label(
        value = "Pictures",
        description =
            "Pictures of any size, as image cells or as paths or URLs of image files. They are"
                + " made the model's input as set in the OpenVINO Model Reader.")
    PICTURES,
    @Label(
        value = "Preprocessed tensors",
        description =
            "The model's input itself, in its shape and layout: paths or URLs of NumPy files"
                + " (<tt>.npy</tt>), or lists with as many numbers as the input has. The batch"
                + " dimension may be left out; no mean or scale is applied.")
    TENSORS
  }

  /** The size of saliency maps in the table. */
  enum MapResolution {
    @Label(
        value = "The map's own",
        description =
            "As the method computes it, for example 7 x 7: nothing is added or lost. Where pictures"
                + " are padded or cropped for the model, the map covers the picture, at the scale of"
                + " the model's input.")
    OWN,
    @Label(
        value = "The picture's",
        description =
            "Resized (bilinear) to the picture, or to the model's input where there is no picture.")
    PICTURE
  }

  static final class InputColumnChoices implements ColumnChoicesProvider {
    @Override
    public List<DataColumnSpec> columnChoices(NodeParametersInput in) {
      return ColumnSelectionUtil.getFilteredColumns(in, IMAGES_PORT, InputColumns::canHoldInput);
    }
  }

  static final class PictureColumnChoices implements StringChoicesProvider {
    @Override
    public List<StringChoice> computeState(NodeParametersInput in) {
      return columnsOrNone(in, c -> ImageColumn.canHoldPictures(c.getType()));
    }
  }

  static final class AllColumns implements ColumnChoicesProvider {
    @Override
    public List<DataColumnSpec> columnChoices(NodeParametersInput in) {
      return ColumnSelectionUtil.getAllColumns(in, IMAGES_PORT);
    }
  }

  static final class MakeOverlay implements BooleanReference {}

  interface InputDataReference extends ParameterReference<InputData> {}

  static final class TensorsGiven implements EffectPredicateProvider {
    @Override
    public EffectPredicate init(PredicateInitializer i) {
      return i.getEnum(InputDataReference.class).isOneOf(InputData.TENSORS);
    }
  }

  @Widget(
      title = "Image column",
      description =
          """
          The images: a column of images, or of texts that hold the paths or URLs of image files;
          or a column of preprocessed tensors.
          """)
  @ChoicesProvider(InputColumnChoices.class)
  String imageColumn = "";

  @Migrate(loadDefaultIfAbsent = true)
  @Widget(title = "Input data", description = "What the column holds.", advanced = true)
  @ValueSwitchWidget
  @ValueReference(InputDataReference.class)
  InputData inputData = InputData.PICTURES;

  @Migrate(loadDefaultIfAbsent = true)
  @Widget(
      title = "Picture column for overlays",
      description =
          """
          The pictures that the tensors were made of. Saliency maps are drawn over them, and take
          their size; without such a column there are no overlays.
          """,
      advanced = true)
  @Effect(predicate = TensorsGiven.class, type = EffectType.SHOW)
  @ChoicesProvider(PictureColumnChoices.class)
  String pictureColumn = "";

  @Migrate(loadDefaultIfAbsent = true)
  @Layout(OutputSection.class)
  @Widget(
      title = "Map resolution",
      description =
          """
          The size of the saliency maps in the table. <tt>Map min</tt> and <tt>Map max</tt> are
          always those of the map in the table.
          """,
      advanced = true)
  @ValueSwitchWidget
  MapResolution mapResolution = MapResolution.OWN;

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
  @ChoicesProvider(ColorMapChoice.class)
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

  /** The parameters of a node whose table is not known. */
  protected ImageTableParameters() {}

  /** Parameters that suit a table. */
  protected ImageTableParameters(NodeParametersInput in) {
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

  /** "None", and the columns of the table of images that a predicate accepts. */
  protected static List<StringChoice> columnsOrNone(
      NodeParametersInput in, Predicate<DataColumnSpec> predicate) {
    return ColumnChoices.orNone(
        in.getInTableSpec(IMAGES_PORT).orElseGet(DataTableSpec::new), predicate);
  }

  /**
   * Where the images are in the table.
   *
   * @throws InvalidSettingsException if the table has no such column, or one of another type
   */
  public InputColumns inputs(DataTableSpec images, ModelInfo model)
      throws InvalidSettingsException {
    return switch (inputData) {
      case PICTURES -> InputColumns.pictures(images, imageColumn, model.input().shape());
      case TENSORS ->
          InputColumns.tensors(images, imageColumn, pictureColumn, model.input().shape());
    };
  }

  /** How saliency maps are shown. */
  public MapCells mapCells(ModelInfo model) {
    return new MapCells(
        overlay
            ? Optional.of(
                new OverlayOptions(overlayWeight, ColorMap.valueOf(colorMap), overlayText))
            : Optional.empty(),
        mapResolution == MapResolution.PICTURE,
        model.input());
  }

  /** Whether there is a column of overlays. */
  public boolean overlay() {
    return overlay;
  }

  /** The names of the columns that are repeated. */
  public String[] keptColumns(DataTableSpec images) {
    return keptColumns.filterFromFullSpec(images);
  }

  @Override
  public void validate() throws InvalidSettingsException {
    if (!(overlayWeight >= 0 && overlayWeight <= 1)) {
      throw new InvalidSettingsException(
          "Weight of the image: "
              + overlayWeight
              + " is not from 0 to 1. Give 0 for the map alone, 1 for the image alone, 0.5 for"
              + " both.");
    }
    ColorMapChoice.check(colorMap);
  }
}
