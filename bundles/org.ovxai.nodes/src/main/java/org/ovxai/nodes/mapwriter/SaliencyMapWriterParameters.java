package org.ovxai.nodes.mapwriter;

import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider.StringColumnsProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.MaxLengthValidation;
import org.ovxai.engine.image.GridPlot;
import org.ovxai.nodes.parameters.OutputFolderParameters;
import org.ovxai.nodes.table.ExplanationTable;
import org.ovxai.nodes.table.ImageTable;

/** Where the files go, and what they hold. */
final class SaliencyMapWriterParameters extends OutputFolderParameters {
  private static final int LONGEST_POSTFIX = 50;

  @Section(title = "Content")
  interface ContentSection {}

  @Section(title = "File names")
  @After(ContentSection.class)
  interface NameSection {}

  @Section(title = "Plots")
  @After(NameSection.class)
  @Advanced
  @Effect(predicate = PlotsWritten.class, type = EffectType.SHOW)
  interface PlotSection {}

  enum PictureType {
    @Label(value = "PNG", description = "Without loss.")
    PNG("png"),
    @Label(value = "JPEG", description = "Smaller, with quality 95.")
    JPEG("jpg");

    private final String ending;

    PictureType(String ending) {
      this.ending = ending;
    }

    String ending() {
      return ending;
    }
  }

  enum GridType {
    @Label(value = "PNG", description = "Pixels.")
    PNG("png"),
    @Label(
        value = "SVG",
        description = "Titles stay texts, in any script, and the pictures in it keep their size.")
    SVG("svg");

    private final String ending;

    GridType(String ending) {
      this.ending = ending;
    }

    String ending() {
      return ending;
    }
  }

  static final class Formats implements StringChoicesProvider {
    @Override
    public List<StringChoice> computeState(NodeParametersInput in) {
      return List.of(
          new StringChoice(Format.OVERLAY, "Overlays"),
          new StringChoice(Format.NPY, "Raw maps (NumPy)"),
          new StringChoice(Format.BOTH, "Overlays and raw maps"),
          new StringChoice(Format.PNG16, "Maps as 16-bit pictures"),
          new StringChoice(Format.GRID, "All overlays of an image in one plot"),
          new StringChoice(
              String.join(";", Format.OVERLAY, Format.NPY, Format.PNG16, Format.GRID), "All"));
    }
  }

  interface FormatReference extends ParameterReference<String> {}

  static final class PicturesWritten implements EffectPredicateProvider {
    @Override
    public EffectPredicate init(PredicateInitializer i) {
      return i.getString(FormatReference.class).matchesPattern("^.*(overlay|both).*$");
    }
  }

  static final class PlotsWritten implements EffectPredicateProvider {
    @Override
    public EffectPredicate init(PredicateInitializer i) {
      return i.getString(FormatReference.class).matchesPattern("^.*grid.*$");
    }
  }

  static final class ShortEnough extends MaxLengthValidation {
    @Override
    protected int getMaxLength() {
      return LONGEST_POSTFIX;
    }
  }

  static final class TextColumns extends StringColumnsProvider {}

  @Layout(ContentSection.class)
  @Widget(
      title = "Format",
      description =
          """
          What is written for each explanation: <tt>overlay</tt>, the picture of the column
          <tt>Overlay</tt>; <tt>npy</tt>, the raw map [height, width] as float32 at its own
          resolution in NumPy's format; <tt>both</tt> of these; <tt>png16</tt>, the map as a 16-bit
          grey PNG picture whose darkest and brightest pixels are <tt>Map min</tt> and <tt>Map
          max</tt>; <tt>grid</tt>, one plot for each image with up to 24 of its overlays; or several
          of these, joined by semicolons.
          """)
  @ValueReference(FormatReference.class)
  @ChoicesProvider(Formats.class)
  String format = Format.OVERLAY;

  @Layout(ContentSection.class)
  @Widget(title = "File type of overlays", description = "The format of the pictures.")
  @Effect(predicate = PicturesWritten.class, type = EffectType.SHOW)
  @ValueSwitchWidget
  PictureType pictureType = PictureType.PNG;

  @Layout(NameSection.class)
  @Widget(
      title = "Image name column",
      description = "The column with the names that the file names begin with.")
  @ChoicesProvider(TextColumns.class)
  String imageNameColumn = ImageTable.IMAGE_NAME;

  @Migrate(loadDefaultIfAbsent = true)
  @Layout(NameSection.class)
  @Widget(
      title = "Prefix of file names",
      description =
          """
          What stands before the label in the name of a file. <tt>{image}</tt> stands for the name of
          the image, and <tt>{index}</tt> for the index of the class.
          """,
      advanced = true)
  @TextInputWidget
  String prefix = FileNames.PREFIX;

  @Migrate(loadDefaultIfAbsent = true)
  @Layout(NameSection.class)
  @Widget(
      title = "Postfix of file names",
      description =
          """
          What stands behind the label, before the confidence, in the name of a file. It can hold
          <tt>{image}</tt> and <tt>{index}</tt>, too.
          """,
      advanced = true)
  @TextInputWidget(maxLengthValidation = ShortEnough.class)
  String postfix = FileNames.POSTFIX;

  @Migrate(loadDefaultIfAbsent = true)
  @Layout(NameSection.class)
  @Widget(
      title = "Confidence in file names",
      description = "If checked, names end with the confidence, with two decimals.",
      advanced = true)
  boolean confidenceInName = true;

  @Migrate(loadDefaultIfAbsent = true)
  @Layout(PlotSection.class)
  @Widget(
      title = "Columns of a plot",
      description = "How many overlays stand side by side in the plot of an image.")
  @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
  int gridColumns = GridPlot.COLUMNS;

  @Migrate(loadDefaultIfAbsent = true)
  @Layout(PlotSection.class)
  @Widget(
      title = "File type of plots",
      description = "The format of the plots of an image's overlays.")
  @ValueSwitchWidget
  GridType gridType = GridType.PNG;

  SaliencyMapWriterParameters() {}

  SaliencyMapWriterParameters(NodeParametersInput in) {
    boolean named =
        in.getInTableSpec(0).map(spec -> spec.containsName(ImageTable.IMAGE_NAME)).orElse(true);
    imageNameColumn = named ? ImageTable.IMAGE_NAME : ExplanationTable.IMAGE_ROW_ID;
  }

  @Override
  public void validate() throws InvalidSettingsException {
    Format.parse(format);
    if (gridColumns < 1) {
      throw new InvalidSettingsException(
          "Columns of a plot: " + gridColumns + " is too few; 1 is the least.");
    }
    if (postfix.length() > LONGEST_POSTFIX) {
      throw new InvalidSettingsException(
          "Postfix of file names: it has "
              + postfix.length()
              + " characters; "
              + LONGEST_POSTFIX
              + " are the most.");
    }
  }
}
