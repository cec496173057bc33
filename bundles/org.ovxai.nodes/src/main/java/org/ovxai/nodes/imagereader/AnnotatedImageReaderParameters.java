package org.ovxai.nodes.imagereader;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** What is read, and into which columns. */
final class AnnotatedImageReaderParameters implements NodeParameters {

  enum Output {
    @Label(
        value = "Images",
        description = "A column of images. Files that cannot be read become missing values.")
    IMAGES,
    @Label(
        value = "Paths",
        description =
            "A column of file paths. The files are opened later, by the node that needs them.")
    PATHS
  }

  @Widget(
      title = "Folder",
      description =
          "The folder of the images: a path on this machine, or a URL such as"
              + " <tt>knime://knime.workflow/data/images</tt>.")
  @TextInputWidget(placeholder = "knime://knime.workflow/data/images")
  String folder = "";

  @Widget(
      title = "Include sub folders",
      description = "If checked, images in folders within the folder are read as well.")
  boolean subFolders;

  @Widget(title = "Output", description = "What the first column of the table holds.")
  @ValueSwitchWidget
  Output output = Output.IMAGES;
}
