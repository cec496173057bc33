package org.ovxai.nodes.whitebox;

import java.util.List;
import java.util.OptionalInt;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Before;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Targets;
import org.ovxai.engine.WhiteBoxSettings;
import org.ovxai.nodes.parameters.ImageTableParameters;
import org.ovxai.nodes.parameters.MethodChoice;
import org.ovxai.nodes.parameters.MethodParameters;
import org.ovxai.nodes.table.ExplanationRows.ImageTargets;
import org.ovxai.nodes.table.TargetColumn;

/** Which images and classes are explained, how, and what the output table holds. */
final class WhiteBoxExplainerParameters extends ImageTableParameters {

  @Section(title = "Method")
  @Before(OutputSection.class)
  interface MethodSection {}

  @Section(title = "Method parameters")
  @After(OutputSection.class)
  @Advanced
  interface MethodParametersSection {}

  static final class TargetColumnChoices implements StringChoicesProvider {
    @Override
    public List<StringChoice> computeState(NodeParametersInput in) {
      return columnsOrNone(in, TargetColumn::canHoldTargets);
    }
  }

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

  @Migrate(loadDefaultIfAbsent = true)
  @Widget(
      title = "Target column",
      description =
          """
          A column that says for each image which classes to explain: an index, a label name,
          several of them separated by semicolons, <tt>all</tt>, or a list of indices or names. An
          image whose cell is empty or missing gets the targets set above.
          """,
      advanced = true)
  @ChoicesProvider(TargetColumnChoices.class)
  String targetColumn = "";

  @Layout(MethodSection.class)
  @Widget(
      title = "Method",
      description =
          """
          Automatic takes DetClassProbabilityMap for detectors, ViTReciproCAM for vision
          transformers with a class token, and ReciproCAM for other classifiers. What the methods
          show is told in the node's description.
          """)
  @ValueReference(MethodChoice.Reference.class)
  @ChoicesProvider(MethodChoice.Methods.class)
  String method = MethodChoice.AUTOMATIC;

  @Layout(MethodSection.class)
  @Widget(
      title = "Target layer",
      description =
          """
          The layer whose feature map is explained; it gives the saliency map its resolution.
          Automatic takes the last layer with a feature map, which suits most networks. The names
          can be chosen once the model was read. A flow variable can name the several layers of a
          detector, separated by semicolons.
          """)
  @ChoicesProvider(MethodChoice.Layers.class)
  String layer = "";

  @Migrate(loadDefaultIfAbsent = true)
  @Layout(MethodParametersSection.class)
  MethodParameters methodParameters = new MethodParameters();

  @Migrate(loadDefaultIfAbsent = true)
  @Layout(MethodParametersSection.class)
  @Widget(
      title = "Memory budget (MiB)",
      description =
          """
          How much memory the masked versions of an image may take, in MiB. Within it, as many as
          fit are computed together; the maps stay the same. 0 takes a quarter of the memory that is
          free, 512 MiB at most.
          """)
  @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
  int memoryBudget;

  WhiteBoxExplainerParameters() {}

  WhiteBoxExplainerParameters(NodeParametersInput in) {
    super(in);
  }

  Targets targets() {
    return Targets.parse(targets, topK);
  }

  /**
   * The targets of each image of a table.
   *
   * @throws InvalidSettingsException if the table has no such column, or one of another type
   */
  ImageTargets imageTargets(DataTableSpec images) throws InvalidSettingsException {
    Targets same = targets();
    OptionalInt column =
        targetColumn.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(TargetColumn.indexIn(images, targetColumn));
    return column.isEmpty()
        ? image -> same
        : image -> TargetColumn.of(image.getCell(column.getAsInt()), same);
  }

  WhiteBoxSettings whiteBoxSettings() throws InvalidSettingsException {
    return methodParameters.settings(method, layer, memoryBudget);
  }

  @Override
  public void validate() throws InvalidSettingsException {
    super.validate();
    methodParameters.validate();
    if (memoryBudget < 0) {
      throw new InvalidSettingsException(
          "Memory budget: " + memoryBudget + " MiB is less than 0. Give 0 to have it chosen.");
    }
    whiteBoxSettings();
    try {
      targets();
    } catch (EngineException e) {
      throw new InvalidSettingsException(e.getMessage(), e);
    }
  }
}
