package org.ovxai.nodes.metrics;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.StringValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
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
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.ovxai.engine.metrics.Baseline;
import org.ovxai.engine.metrics.Definition;
import org.ovxai.engine.metrics.InsertionDeletion;
import org.ovxai.engine.metrics.Metric;
import org.ovxai.engine.metrics.MetricOptions;
import org.ovxai.nodes.parameters.BlackBoxParameters;
import org.ovxai.nodes.parameters.ColumnChoices;
import org.ovxai.nodes.parameters.MethodParameters;
import org.ovxai.nodes.table.Columns;
import org.ovxai.nodes.table.ImageColumn;
import org.ovxai.nodes.table.ImageTable;

/** Which metrics are computed, and how. */
final class SaliencyMetricsParameters implements NodeParameters {

  enum Definitions {
    @Label(
        value = "As openvino_xai",
        description =
            """
            The numbers of the Python package openvino_xai 1.1.0: maps in 256 steps, pixels changed
            in the picture, edges of boxes inclusive, pictures masked with black, the average ADCC
            from the averages of its parts.
            """)
    COMPATIBLE(Definition.COMPATIBLE),
    @Label(
        value = "As in the papers",
        description =
            """
            Maps as they are; pixels changed in the model's input; the pointing game with 15 pixels of tolerance; insertion into the
            blurred picture and deletion to the colour that the model's mean stands for; pictures
            masked with that colour; the average ADCC from those of the maps.
            """)
    PAPER(Definition.PAPER);

    private final Definition definition;

    Definitions(Definition definition) {
      this.definition = definition;
    }
  }

  enum Baselines {
    @Label(value = "Black", description = "Black pixels.")
    BLACK(Baseline.BLACK),
    @Label(value = "Blur", description = "The picture, blurred (11 x 11 pixels, sigma 5).")
    BLUR(Baseline.BLUR),
    @Label(value = "Mean", description = "The picture's mean colour.")
    MEAN(Baseline.MEAN);

    private final Baseline baseline;

    Baselines(Baseline baseline) {
      this.baseline = baseline;
    }
  }

  @Section(title = "Metrics")
  interface MetricSection {}

  @Section(title = "Definitions")
  @After(MetricSection.class)
  interface DefinitionSection {}

  @Section(
      title = "How the maps were made",
      description =
          "For the coherency of ADCC the masked picture is explained with the row's method and"
              + " layer, and with these parameters; set them as in the explainer. The first map of"
              + " each method is made again with them, and a warning tells if it differs.")
  @After(DefinitionSection.class)
  @Advanced
  interface MethodSection {}

  interface DefinitionReference extends ParameterReference<Definitions> {}

  static final class Curves implements BooleanReference {}

  static final class GridGame implements BooleanReference {}

  static final class CompatibleCurves implements EffectPredicateProvider {
    @Override
    public EffectPredicate init(PredicateInitializer i) {
      return i.getEnum(DefinitionReference.class)
          .isOneOf(Definitions.COMPATIBLE)
          .and(i.getPredicate(Curves.class));
    }
  }

  static final class AtLeastTwo extends MinValidation {
    @Override
    protected double getMin() {
      return 2;
    }
  }

  static final class Pictures implements ColumnChoicesProvider {
    @Override
    public List<DataColumnSpec> columnChoices(NodeParametersInput in) {
      return images(in).stream().filter(c -> ImageColumn.canHoldPictures(c.getType())).toList();
    }
  }

  static final class Texts implements StringChoicesProvider {
    @Override
    public List<StringChoice> computeState(NodeParametersInput in) {
      return ColumnChoices.orNone(images(in), c -> c.getType().isCompatible(StringValue.class));
    }
  }

  @Widget(
      title = "Image column",
      description =
          "The images that were explained: a column of images, or of paths or URLs of image files.")
  @ChoicesProvider(Pictures.class)
  String imageColumn = "";

  @Widget(
      title = "Annotation column",
      description =
          """
          What the images show, as the Annotated Image Reader gives it. Without it, and for images
          whose annotation does not have the class, the pointing games have no value.
          """)
  @ChoicesProvider(Texts.class)
  String annotationColumn = "";

  @Layout(MetricSection.class)
  @Widget(
      title = "Pointing game",
      description = "Whether the map's greatest value lies in a box of the class: 1 or 0.")
  boolean pointingGame = true;

  @Layout(MetricSection.class)
  @Widget(
      title = "Insertion and deletion",
      description =
          """
          The area under the curve of the class's score while the most important pixels are shown
          first (higher is better), and hidden first (lower is better), and their difference.
          """)
  @ValueReference(Curves.class)
  boolean insertionDeletion = true;

  @Layout(MetricSection.class)
  @Widget(
      title = "ADCC",
      description =
          """
          Average drop (how much score is lost when the picture is masked with the map, lower is
          better), coherency (how much the map of the masked picture is the same, higher is better),
          complexity (the mean of the map, lower is better), and ADCC, the harmonic mean of what is
          good of each.
          """)
  boolean adcc = true;

  @Layout(MetricSection.class)
  @Widget(
      title = "Energy-based pointing game",
      description = "Which share of the map lies in the boxes of the class, 0 to 1.")
  boolean energy;

  @Layout(MetricSection.class)
  @Widget(
      title = "Grid pointing game",
      description =
          """
          For pictures that are mosaics: which share of the map's positive values lies in the cells
          that show the class, as the boxes tell. 1 / number of cells is chance.
          """)
  @ValueReference(GridGame.class)
  boolean grid;

  @Layout(MetricSection.class)
  @Widget(title = "Cells a side", description = "Rows and columns of the mosaics. 2 or more.")
  @Effect(predicate = GridGame.class, type = EffectType.SHOW)
  @NumberInputWidget(minValidation = AtLeastTwo.class)
  int gridCells = 2;

  @Layout(MetricSection.class)
  @Widget(
      title = "Sparseness",
      description =
          "How few cells of the map hold its weight: the Gini index, 0 to 1. It describes the map,"
              + " not its truth.")
  boolean sparseness;

  @Layout(MetricSection.class)
  @Widget(
      title = "ROAD",
      description =
          """
          Remove and debias: the score when the least important pixels are removed less that when
          the most important are, halved, -1 to 1; removed pixels are filled in from their
          neighbours. Takes seconds a picture.
          """)
  boolean road;

  @Layout(DefinitionSection.class)
  @Widget(title = "Definitions", description = "Whose definitions are taken where they differ.")
  @ValueSwitchWidget
  @ValueReference(DefinitionReference.class)
  Definitions definition = Definitions.COMPATIBLE;

  @Layout(DefinitionSection.class)
  @Widget(
      title = "Steps of insertion",
      description = "In how many steps the picture is shown, an inference each. 1 or more.")
  @Effect(predicate = Curves.class, type = EffectType.SHOW)
  @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
  int insertionSteps = 30;

  @Layout(DefinitionSection.class)
  @Widget(
      title = "Steps of deletion",
      description = "In how many steps the picture is hidden, an inference each. 1 or more.")
  @Effect(predicate = Curves.class, type = EffectType.SHOW)
  @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
  int deletionSteps = 30;

  @Layout(DefinitionSection.class)
  @Widget(title = "Baseline", description = "What insertion begins with, and deletion ends with.")
  @Effect(predicate = CompatibleCurves.class, type = EffectType.SHOW)
  @ValueSwitchWidget
  Baselines baseline = Baselines.BLACK;

  @Layout(MethodSection.class)
  MethodParameters whiteBox = new MethodParameters();

  @Layout(MethodSection.class)
  BlackBoxParameters blackBox = new BlackBoxParameters();

  SaliencyMetricsParameters() {}

  SaliencyMetricsParameters(NodeParametersInput in) {
    DataTableSpec images = images(in);
    imageColumn = ImageColumn.firstIn(images).orElse("");
    annotationColumn = images.containsName(ImageTable.ANNOTATIONS) ? ImageTable.ANNOTATIONS : "";
  }

  /** The table of images, which is the last input. */
  private static DataTableSpec images(NodeParametersInput in) {
    PortObjectSpec[] specs = in.getInPortSpecs();
    return specs.length > 0 && specs[specs.length - 1] instanceof DataTableSpec spec
        ? spec
        : new DataTableSpec();
  }

  /**
   * Where the annotations are; empty if there are none.
   *
   * @throws InvalidSettingsException if the table has no such column, or one of another type
   */
  OptionalInt annotations(DataTableSpec images) throws InvalidSettingsException {
    return annotationColumn.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(
            Columns.index(images, annotationColumn, List.of(StringValue.class), "texts"));
  }

  /** The metrics in the order of their columns. */
  List<Metric> metrics() {
    Set<Metric> chosen = EnumSet.noneOf(Metric.class);
    add(chosen, pointingGame, Set.of(Metric.POINTING_GAME));
    add(chosen, energy, Set.of(Metric.ENERGY));
    add(chosen, grid, Set.of(Metric.GRID));
    add(chosen, insertionDeletion, Metric.CURVES);
    add(chosen, adcc, Metric.ADCC_PARTS);
    add(chosen, sparseness, Set.of(Metric.SPARSENESS));
    add(chosen, road, Set.of(Metric.ROAD));
    return List.copyOf(chosen);
  }

  private static void add(Set<Metric> chosen, boolean wanted, Set<Metric> metrics) {
    if (wanted) {
      chosen.addAll(metrics);
    }
  }

  Definition definition() {
    return definition.definition;
  }

  /** These settings in the engine's words. */
  MetricOptions options() {
    return new MetricOptions(
        Set.copyOf(metrics()),
        definition(),
        definition == Definitions.PAPER
            ? InsertionDeletion.Options.paper(insertionSteps, deletionSteps)
            : new InsertionDeletion.Options(
                insertionSteps, deletionSteps, baseline.baseline, baseline.baseline),
        gridCells);
  }

  @Override
  public void validate() throws InvalidSettingsException {
    if (insertionSteps < 1 || deletionSteps < 1) {
      throw new InvalidSettingsException(
          "Steps: "
              + insertionSteps
              + " of insertion and "
              + deletionSteps
              + " of deletion; each must be 1 or more.");
    }
    if (gridCells < 2) {
      throw new InvalidSettingsException(
          "Cells a side: " + gridCells + "; a mosaic has 2 or more.");
    }
    if (metrics().isEmpty()) {
      throw new InvalidSettingsException("No metric is chosen. Check at least one.");
    }
    whiteBox.validate();
    blackBox.validate();
  }
}
