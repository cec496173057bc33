package org.ovxai.nodes.blackbox;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.ovxai.engine.BlackBoxSettings;
import org.ovxai.nodes.explainer.ExplainerParameters;
import org.ovxai.nodes.parameters.BlackBoxParameters;
import org.ovxai.nodes.parameters.MethodChoice;

/** Which images and classes or objects are explained, how, and what the output table holds. */
final class BlackBoxExplainerParameters extends ExplainerParameters {

  @Layout(MethodSection.class)
  @Widget(
      title = "Method",
      description =
          """
          Automatic takes AISE, which explains classifiers and detectors. What the methods show is
          told in the node's description.
          """)
  @ValueReference(MethodChoice.Reference.class)
  @ChoicesProvider(MethodChoice.BlackBoxMethods.class)
  String method = MethodChoice.AUTOMATIC;

  @Layout(MethodSection.class)
  BlackBoxParameters blackBox = new BlackBoxParameters();

  BlackBoxExplainerParameters() {}

  BlackBoxExplainerParameters(NodeParametersInput in) {
    super(in);
  }

  BlackBoxSettings settings() throws InvalidSettingsException {
    return blackBox.settings(method);
  }

  @Override
  public void validate() throws InvalidSettingsException {
    super.validate();
    blackBox.validate();
    settings();
  }
}
