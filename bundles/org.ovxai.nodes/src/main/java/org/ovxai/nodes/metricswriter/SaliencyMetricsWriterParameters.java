package org.ovxai.nodes.metricswriter;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** Where the files go. */
final class SaliencyMetricsWriterParameters implements NodeParameters {

  enum Existing {
    @Label(value = "Fail", description = "The node stops if there is such a file.")
    FAIL,
    @Label(value = "Overwrite", description = "Files that exist are replaced.")
    OVERWRITE
  }

  @Widget(
      title = "Output folder",
      description =
          "The folder to write into: a path on this machine, or a URL such as"
              + " <tt>knime://knime.workflow/data/results</tt>.")
  @TextInputWidget(placeholder = "knime://knime.workflow/data/results")
  String folder = "";

  @Widget(
      title = "Create missing folders",
      description = "If checked, the output folder is made where it does not exist.")
  boolean createFolders = true;

  @Widget(
      title = "If a file exists",
      description = "What happens if the folder holds a file of the same name.")
  @ValueSwitchWidget
  Existing existing = Existing.FAIL;
}
