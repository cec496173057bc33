package org.ovxai.nodes.predictor;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Before;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.ovxai.nodes.parameters.ImageTableParameters;

/** What the output table holds of a prediction. */
final class PredictorParameters extends ImageTableParameters {

  @Section(title = "Predictions")
  @Before(OutputSection.class)
  interface PredictionsSection {}

  enum Form {
    @Label(
        value = "Rows",
        description =
            "A row an image and class, the best first, with RowID <tt>&lt;image"
                + " RowID&gt;_&lt;rank&gt;</tt>.")
    ROWS,
    @Label(
        value = "Columns",
        description =
            "A row an image, with all its columns, and with <tt>Label 1</tt>, <tt>Confidence 1</tt>"
                + " and so on, and the boxes of a detector. A saliency map is that of the best"
                + " class.")
    COLUMNS
  }

  @Layout(PredictionsSection.class)
  @Widget(title = "Classes as", description = "How the classes of an image stand in the table.")
  @ValueSwitchWidget
  Form form = Form.ROWS;

  @Layout(PredictionsSection.class)
  @Widget(
      title = "Number of classes",
      description =
          """
          How many of an image's best classes. Of a detector in columns, how many of the objects
          found; in rows, all of them are put out.
          """)
  @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
  int topK = 1;

  @Layout(PredictionsSection.class)
  @Widget(
      title = "Saliency maps",
      description =
          """
          If checked, and the model has an output <tt>saliency_map</tt>, the maps of the classes are
          in the table. The OpenVINO XAI Inserter gives a model such an output.
          """)
  boolean maps = true;

  @Layout(PredictionsSection.class)
  @Widget(
      title = "Raw outputs",
      description =
          """
          If checked, each output of the model becomes a column with the list of its numbers, and a
          column with its shape as text. They stand in the first row of an image.
          """)
  boolean rawOutputs;

  PredictorParameters() {}

  PredictorParameters(NodeParametersInput in) {
    super(in);
  }

  @Override
  public void validate() throws InvalidSettingsException {
    super.validate();
    if (topK < 1) {
      throw new InvalidSettingsException(
          "Number of classes is " + topK + "; it must be 1 or more.");
    }
  }
}
