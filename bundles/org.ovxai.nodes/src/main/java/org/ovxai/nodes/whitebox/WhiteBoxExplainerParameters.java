package org.ovxai.nodes.whitebox;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.ovxai.engine.WhiteBoxSettings;
import org.ovxai.nodes.explainer.ExplainerParameters;
import org.ovxai.nodes.parameters.MethodChoice;
import org.ovxai.nodes.parameters.MethodParameters;

/** Which images and classes are explained, how, and what the output table holds. */
final class WhiteBoxExplainerParameters extends ExplainerParameters {

  @Section(title = "Method parameters")
  @After(OutputSection.class)
  @Advanced
  interface MethodParametersSection {}

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
  @Widget(title = "Target layer", description = MethodChoice.LAYER_DESCRIPTION)
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
  }
}
