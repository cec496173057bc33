package org.ovxai.nodes.parameters;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.ovxai.nodes.files.LocalFile;
import org.ovxai.nodes.files.OutputFolder;
import org.ovxai.nodes.files.WritableFolder;

/** What nodes ask that write files into a folder. */
public abstract class OutputFolderParameters implements NodeParameters {

  /** What happens to files that exist. */
  enum Existing {
    @Label(value = "Fail", description = "The node stops at the first file that exists.")
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

  /** A folder that is not chosen yet. */
  protected OutputFolderParameters() {}

  /**
   * The folder, which need not exist.
   *
   * @throws InvalidSettingsException if none is chosen, or nothing can be written there
   */
  public OutputFolder outputFolder() throws InvalidSettingsException {
    Path path = LocalFile.resolve(folder, "Output folder");
    String obstacle = WritableFolder.obstacle(path, createFolders);
    if (!obstacle.isEmpty()) {
      throw new InvalidSettingsException(
          "Output folder '" + folder + "' cannot be written: " + obstacle + ".");
    }
    return new OutputFolder(path, existing == Existing.OVERWRITE);
  }

  /** What is said when a file could not be written. */
  public KNIMEException failure(IOException cause) {
    return cause instanceof FileAlreadyExistsException existing
        ? new KNIMEException(
            "There is a file "
                + existing.getFile()
                + " already. Choose another folder, or let files be overwritten.",
            cause)
        : new KNIMEException("Output folder '" + folder + "' cannot be written: " + cause, cause);
  }
}
