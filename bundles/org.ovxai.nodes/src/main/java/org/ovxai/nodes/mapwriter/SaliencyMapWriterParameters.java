package org.ovxai.nodes.mapwriter;

import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider.StringColumnsProvider;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.ovxai.nodes.table.ExplanationTable;
import org.ovxai.nodes.table.ImageTable;

/** Where the files go, and what they hold. */
final class SaliencyMapWriterParameters implements NodeParameters {

  enum PictureType {
    @Label(value = "PNG", description = "Without loss.")
    PNG("png"),
    @Label(value = "JPEG", description = "Smaller, with quality 95.")
    JPEG("jpg");

    private final String ending;

    PictureType(String ending) {
      this.ending = ending;
    }

    String ending() {
      return ending;
    }
  }

  enum Existing {
    @Label(value = "Fail", description = "The node stops at the first file that exists.")
    FAIL,
    @Label(value = "Overwrite", description = "Files that exist are replaced.")
    OVERWRITE
  }

  static final class Formats implements StringChoicesProvider {
    @Override
    public List<StringChoice> computeState(NodeParametersInput in) {
      return List.of(
          new StringChoice(Format.OVERLAY, "Overlays"),
          new StringChoice(Format.NPY, "Raw maps (NumPy)"),
          new StringChoice(Format.BOTH, "Overlays and raw maps"));
    }
  }

  static final class TextColumns extends StringColumnsProvider {}

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

  @Widget(
      title = "Format",
      description =
          """
          What is written for each explanation: <tt>overlay</tt>, the picture of the column
          <tt>Overlay</tt>; <tt>npy</tt>, the raw map [height, width] as float32 at its own
          resolution in NumPy's format; or <tt>both</tt>.
          """)
  @ChoicesProvider(Formats.class)
  String format = Format.OVERLAY;

  @Widget(title = "File type of overlays", description = "The format of the pictures.")
  @ValueSwitchWidget
  PictureType pictureType = PictureType.PNG;

  @Widget(
      title = "Image name column",
      description = "The column with the names that the file names begin with.")
  @ChoicesProvider(TextColumns.class)
  String imageNameColumn = ImageTable.IMAGE_NAME;

  SaliencyMapWriterParameters() {}

  SaliencyMapWriterParameters(NodeParametersInput in) {
    boolean named =
        in.getInTableSpec(0).map(spec -> spec.containsName(ImageTable.IMAGE_NAME)).orElse(true);
    imageNameColumn = named ? ImageTable.IMAGE_NAME : ExplanationTable.IMAGE_ROW_ID;
  }

  @Override
  public void validate() throws InvalidSettingsException {
    Format.parse(format);
  }
}
