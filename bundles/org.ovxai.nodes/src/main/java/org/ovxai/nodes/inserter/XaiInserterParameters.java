package org.ovxai.nodes.inserter;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.ovxai.engine.WhiteBoxSettings;
import org.ovxai.nodes.parameters.MethodChoice;
import org.ovxai.nodes.parameters.MethodParameters;

/** Which method is inserted, and where. */
final class XaiInserterParameters implements NodeParameters {

  @Section(title = "Method parameters")
  @Advanced
  interface MethodParametersSection {}

  @Widget(
      title = "Method",
      description =
          """
          Automatic takes DetClassProbabilityMap for detectors, ViTReciproCAM for vision
          transformers with a class token, and ReciproCAM for other classifiers. What the methods
          show is told in the description of the White-Box Explainer.
          """)
  @ValueReference(MethodChoice.Reference.class)
  @ChoicesProvider(MethodChoice.Methods.class)
  String method = MethodChoice.AUTOMATIC;

  @Widget(title = "Target layer", description = MethodChoice.LAYER_DESCRIPTION)
  @ChoicesProvider(MethodChoice.Layers.class)
  String layer = "";

  @Widget(
      title = "Scale maps to 0..255",
      description =
          """
          If checked, each map is scaled to its own range inside the model and put out in 8 bits
          (u8): small, and ready to show. If not, maps keep their values (float32), which can then
          be compared between images and classes.
          """)
  boolean embedScaling = true;

  @Layout(MethodParametersSection.class)
  MethodParameters methodParameters = new MethodParameters();

  WhiteBoxSettings whiteBoxSettings() throws InvalidSettingsException {
    return methodParameters.settings(method, layer, 0);
  }

  @Override
  public void validate() throws InvalidSettingsException {
    methodParameters.validate();
    whiteBoxSettings();
  }
}
