package org.ovxai.viewer;

import java.util.List;
import java.util.function.Predicate;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.StringValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.ovxai.engine.image.ColorMap;
import org.ovxai.nodes.parameters.AtMostOne;
import org.ovxai.nodes.parameters.ColorMapChoice;
import org.ovxai.nodes.parameters.ColumnChoices;
import org.ovxai.nodes.table.ExplanationTable;
import org.ovxai.nodes.table.ImageColumn;
import org.ovxai.nodes.table.ImageTable;

/** What the viewer shows, and how it begins. */
final class SaliencyOverlayViewerParameters implements NodeParameters {
  static final String ANNOTATIONS = "Annotations";

  @Section(title = "Columns")
  interface ColumnSection {}

  @Section(title = "View")
  @After(ColumnSection.class)
  interface ViewSection {}

  @Section(title = "Stand-alone page")
  @After(ViewSection.class)
  interface PageSection {}

  static final class PictureColumns implements StringChoicesProvider {
    @Override
    public List<StringChoice> computeState(NodeParametersInput in) {
      return columnsOrNone(
          in,
          c ->
              ImageColumn.canHoldPictures(c.getType())
                  && !c.getName().equals(ExplanationTable.MAP));
    }
  }

  static final class TextColumns implements StringChoicesProvider {
    @Override
    public List<StringChoice> computeState(NodeParametersInput in) {
      return columnsOrNone(in, c -> c.getType().isCompatible(StringValue.class));
    }
  }

  @Layout(ColumnSection.class)
  @Widget(
      title = "Picture column",
      description =
          """
          The pictures under the maps: a column of images, or of texts that hold the paths or URLs
          of image files. Without one, maps are shown alone.
          """)
  @ChoicesProvider(PictureColumns.class)
  String pictureColumn = "";

  @Layout(ColumnSection.class)
  @Widget(
      title = "Image name column",
      description = "The column with the names that images are shown with; none: their RowIDs.")
  @ChoicesProvider(TextColumns.class)
  String imageNameColumn = "";

  @Layout(ColumnSection.class)
  @Widget(
      title = "Ground truth column",
      description =
          """
          A column of texts with the boxes that are really there, as the Annotated Image Reader
          makes it: JSON, an array of objects with <tt>label</tt> and <tt>box</tt> [x1, y1, x2, y2]
          in pixels of the picture.
          """)
  @ChoicesProvider(TextColumns.class)
  String annotationsColumn = "";

  @Layout(ViewSection.class)
  @Widget(
      title = "Colour map",
      description = "The colours that the view begins with; others can be chosen in it.")
  @ChoicesProvider(ColorMapChoice.class)
  String colorMap = ColorMap.JET.name();

  @Layout(ViewSection.class)
  @Widget(
      title = "Opacity of the map",
      description = "How much of the map hides the picture when the view is opened: from 0 to 1.")
  @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMostOne.class)
  double opacity = 0.5;

  @Layout(PageSection.class)
  @Widget(
      title = "Write stand-alone page to",
      description =
          """
          An HTML file that shows the same view without KNIME, in any browser, and needs nothing
          else: a path on this machine, or a URL such as
          <tt>knime://knime.workflow/data/explanations.html</tt>. It is written each time the node
          is executed, and replaced if it exists. Empty: none is written.
          """)
  @TextInputWidget(placeholder = "knime://knime.workflow/data/explanations.html")
  String page = "";

  @Layout(PageSection.class)
  @Widget(
      title = "Most rows in the page",
      description =
          "The stand-alone page holds the pictures and maps of this many rows, from the first on.",
      advanced = true)
  @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
  int pageRows = 500;

  SaliencyOverlayViewerParameters() {}

  SaliencyOverlayViewerParameters(NodeParametersInput in) {
    in.getInTableSpec(0)
        .ifPresent(
            spec -> {
              pictureColumn = firstPicture(spec);
              imageNameColumn =
                  spec.containsName(ImageTable.IMAGE_NAME) ? ImageTable.IMAGE_NAME : "";
              annotationsColumn = spec.containsName(ANNOTATIONS) ? ANNOTATIONS : "";
            });
  }

  private static String firstPicture(DataTableSpec spec) {
    DataColumnSpec[] others =
        spec.stream()
            .filter(c -> !c.getName().equals(ExplanationTable.MAP))
            .filter(c -> !c.getName().equals(ExplanationTable.OVERLAY))
            .toArray(DataColumnSpec[]::new);
    return ImageColumn.firstIn(new DataTableSpec(others)).orElse("");
  }

  private static List<StringChoice> columnsOrNone(
      NodeParametersInput in, Predicate<DataColumnSpec> predicate) {
    return ColumnChoices.orNone(in.getInTableSpec(0).orElseGet(DataTableSpec::new), predicate);
  }

  @Override
  public void validate() throws InvalidSettingsException {
    if (!(opacity >= 0 && opacity <= 1)) {
      throw new InvalidSettingsException(
          "Opacity of the map: "
              + opacity
              + " is not from 0 to 1. Give 0 for the picture alone, 1 for the map alone.");
    }
    if (pageRows < 1) {
      throw new InvalidSettingsException(
          "Most rows in the page: " + pageRows + " is too few; 1 is the least.");
    }
    ColorMapChoice.check(colorMap);
  }
}
