package org.ovxai.nodes.modelwriter;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.ovxai.engine.ModelWriter;

/** Where the model goes, and how its weights are stored. */
final class ModelWriterParameters implements NodeParameters {

  enum Weights {
    @Label(value = "As they are", description = "Every weight keeps its type.")
    AS_THEY_ARE,
    @Label(
        value = "FP16",
        description =
            "Weights of 32 bits are rounded to 16: half the size, and results that differ a"
                + " little.")
    FP16
  }

  enum Existing {
    @Label(value = "Fail", description = "The node fails, and the file stays as it is.")
    FAIL(ModelWriter.Existing.FAIL),
    @Label(value = "Overwrite", description = "The files are replaced.")
    OVERWRITE(ModelWriter.Existing.OVERWRITE);

    private final ModelWriter.Existing inEngine;

    Existing(ModelWriter.Existing inEngine) {
      this.inEngine = inEngine;
    }

    ModelWriter.Existing inEngine() {
      return inEngine;
    }
  }

  @Widget(
      title = "Model file",
      description =
          """
          The file to write, ending with <tt>.xml</tt>; the weights go beside it, into a file of the
          same name ending with <tt>.bin</tt>. Or a folder, in which the file gets the model's name.
          A path on this machine, or a URL such as <tt>knime://knime.workflow/data/model.xml</tt>.
          """)
  @TextInputWidget(placeholder = "knime://knime.workflow/data/model.xml")
  String file = "";

  @Widget(
      title = "Create missing folders",
      description = "If checked, the file's folder is made where it does not exist.")
  boolean createFolders = true;

  @Widget(title = "If a file exists", description = "What happens if there is such a file already.")
  @ValueSwitchWidget
  Existing existing = Existing.FAIL;

  @Widget(title = "Weights", description = "How the weights are stored.")
  @ValueSwitchWidget
  Weights weights = Weights.AS_THEY_ARE;
}
