package org.ovxai.nodes.explainer;

import java.util.List;
import java.util.OptionalInt;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Before;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Targets;
import org.ovxai.nodes.parameters.ImageTableParameters;
import org.ovxai.nodes.parameters.TargetsMessage;
import org.ovxai.nodes.table.ExplanationRows.ImageTargets;
import org.ovxai.nodes.table.TargetColumn;

/** What all explainers ask: which images, and what is explained of each. */
public abstract class ExplainerParameters extends ImageTableParameters {

  /** How images are explained. */
  @Section(title = "Method")
  @Before(OutputSection.class)
  public interface MethodSection {}

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
          What to explain: empty for the classes that the model predicts; <tt>all</tt>; or indices
          (from 0) and label names, separated by semicolons, for example <tt>105; giant panda</tt>.
          Where objects of a detector are explained one by one, empty and <tt>all</tt> mean every
          object found, and indices are places among them, the best first.
          """)
  @TextInputWidget(placeholder = "the predicted class")
  @ValueReference(TargetsMessage.Reference.class)
  String targets = "";

  @TextMessage(TargetsMessage.class)
  Void targetsMessage;

  @Widget(
      title = "Number of predicted classes",
      description =
          "If no targets are given: how many of the best classes of an image are explained.")
  @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
  @Effect(predicate = TargetsMessage.NothingTyped.class, type = EffectType.SHOW)
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

  /** The parameters of a node whose table is not known. */
  protected ExplainerParameters() {}

  /** Parameters that suit a table. */
  protected ExplainerParameters(NodeParametersInput in) {
    super(in);
  }

  /** What is explained of an image that has no targets of its own. */
  public Targets targets() {
    return Targets.parse(targets, topK);
  }

  /**
   * The targets of each image of a table.
   *
   * @throws InvalidSettingsException if the table has no such column, or one of another type
   */
  public ImageTargets imageTargets(DataTableSpec images) throws InvalidSettingsException {
    Targets same = targets();
    OptionalInt column =
        targetColumn.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(TargetColumn.indexIn(images, targetColumn));
    return column.isEmpty()
        ? image -> same
        : image -> TargetColumn.of(image.getCell(column.getAsInt()), same);
  }

  @Override
  public void validate() throws InvalidSettingsException {
    super.validate();
    try {
      targets();
    } catch (EngineException e) {
      throw new InvalidSettingsException(e.getMessage(), e);
    }
  }
}
