package org.ovxai.nodes.mapwriter;

import java.io.IOException;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.NodeLogger;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.ovxai.engine.EngineException;
import org.ovxai.nodes.files.OutputFolder;
import org.ovxai.nodes.mapwriter.ExplanationFiles.ColumnIndices;

/** Saliency Map Writer: explanations become picture files and NumPy arrays. */
public final class SaliencyMapWriterNodeFactory extends DefaultNodeFactory {
  private static final NodeLogger LOGGER = NodeLogger.getLogger(SaliencyMapWriterNodeFactory.class);

  private static final DefaultNode NODE =
      DefaultNode.create()
          .name("Saliency Map Writer")
          .icon("saliency-map-writer.png")
          .shortDescription(
              "Writes explanations as pictures, plots and NumPy arrays into a folder.")
          .fullDescription(
              """
              <p>Writes the explanations of a table into a folder: the overlays as PNG or JPEG
              files, the raw saliency maps as NumPy arrays of float32 values at the map's own
              resolution or as 16-bit pictures, and for each image a plot of all its overlays with
              their titles.</p>
              <p>Files are called <tt>{image name}_{class index}_{label}_conf_{confidence}</tt>
              unless you choose another prefix or postfix, and plots <tt>{image name}_grid</tt>. The
              rows of an image must stand together for one plot; it has the first 24 of them.
              Characters that some file system refuses become underscores; long names are cut; a
              name that would stand twice gets a number.</p>
              <p><b>Example.</b> With the format "Overlays and raw maps", the photo <tt>bison</tt> and
              the class 347 give <tt>bison_347_bison_conf_0.87.png</tt> and the same name with
              <tt>.npy</tt>.</p>
              <p>Beside them, <tt>explanations.csv</tt> (UTF-8) has a line for each row with image,
              class index, label, confidence, method, layer, and the names of the files. A row
              without a map gets no file, and the reason stands in the column <tt>message</tt>.</p>
              <p>Files appear when they are complete. If the node fails or is canceled, the files
              that are done stay, and the list has exactly these.</p>
              """)
          .sinceVersion(5, 8, 0)
          .ports(
              ports ->
                  ports.addInputTable(
                      "Explanations",
                      "A table of explanations, as an explainer gives it. Pictures need its column"
                          + " <tt>Overlay</tt>."))
          .model(
              model ->
                  model
                      .parametersClass(SaliencyMapWriterParameters.class)
                      .configure(SaliencyMapWriterNodeFactory::configure)
                      .execute(SaliencyMapWriterNodeFactory::execute))
          .nodeType(NodeType.Sink)
          .keywords(
              "XAI",
              "saliency",
              "heat map",
              "overlay",
              "NumPy",
              "npy",
              "save",
              "export",
              "CSV",
              "plot",
              "grid",
              "SVG");

  /** For the framework. */
  public SaliencyMapWriterNodeFactory() {
    super(NODE);
  }

  private static void configure(ConfigureInput in, ConfigureOutput out)
      throws InvalidSettingsException {
    SaliencyMapWriterParameters parameters = in.getParameters();
    parameters.outputFolder();
    columns(in.getInTableSpec(0), parameters);
  }

  private static void execute(ExecuteInput in, ExecuteOutput out)
      throws CanceledExecutionException, KNIMEException {
    SaliencyMapWriterParameters parameters = in.getParameters();
    BufferedDataTable table = in.getInTable(0);
    try {
      OutputFolder folder = parameters.outputFolder();
      ExplanationFiles files =
          new ExplanationFiles(
              folder,
              Format.parse(parameters.format),
              parameters,
              columns(table.getDataTableSpec(), parameters));
      try (files) {
        write(table, files, in.getExecutionContext());
      }
      String plots = files.plots() == 0 ? "" : ", and " + files.plots() + " plots,";
      LOGGER.info(
          files.overlays()
              + " overlays and "
              + files.maps()
              + " maps"
              + plots
              + " written to "
              + folder.path());
    } catch (InvalidSettingsException | EngineException e) {
      throw new KNIMEException(e.getMessage(), e);
    } catch (IOException e) {
      throw parameters.failure(e);
    }
  }

  private static void write(BufferedDataTable table, ExplanationFiles files, ExecutionContext exec)
      throws CanceledExecutionException, IOException {
    long total = table.size();
    long done = 0;
    try (CloseableRowIterator rows = table.iterator()) {
      while (rows.hasNext()) {
        exec.checkCanceled();
        long number = done + 1;
        exec.setProgress(done / (double) total, () -> "Explanation " + number + " of " + total);
        files.add(rows.next());
        done = number;
      }
      files.finish();
    }
  }

  private static ColumnIndices columns(DataTableSpec spec, SaliencyMapWriterParameters parameters)
      throws InvalidSettingsException {
    return ColumnIndices.in(spec, parameters.imageNameColumn, Format.parse(parameters.format));
  }
}
