package org.ovxai.nodes.metricswriter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
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
import org.ovxai.nodes.files.OutputFolder;

/** Saliency Metrics Writer: writes averages of metrics as one table. */
public final class SaliencyMetricsWriterNodeFactory extends DefaultNodeFactory {
  private static final NodeLogger LOGGER =
      NodeLogger.getLogger(SaliencyMetricsWriterNodeFactory.class);
  private static final String CSV = "accuracy.csv";
  private static final String PICTURE = "accuracy.png";

  private static final DefaultNode NODE =
      DefaultNode.create()
          .name("Saliency Metrics Writer")
          .icon("saliency-metrics-writer.png")
          .shortDescription("Writes the averages of saliency metrics as a table and as a picture.")
          .fullDescription(
              """
              <p>Puts the averages of one or several Saliency Metrics nodes, for example of several
              models, into one table with a row a model and method, and writes it twice:
              <tt>accuracy.csv</tt>, with the columns <tt>model</tt>, <tt>method</tt>,
              <tt>inferences</tt>, <tt>pointing_game</tt>, <tt>insertion</tt>, <tt>deletion</tt>,
              <tt>adcc</tt>, <tt>coherency</tt>, <tt>complexity</tt> and <tt>average_drop</tt>, and
              <tt>accuracy.png</tt>, a picture of the table with bars.</p>
              <p><b>Example.</b> Two models, each with a Saliency Metrics node: connect the averages of
              both, and the table has a row for each method of each model.</p>
              <p>Metrics are in per cent. What is missing stays empty. Ports for further tables can
              be added.</p>
              """)
          .sinceVersion(5, 8, 0)
          .dynamicPorts(
              ports ->
                  ports.addInputPortGroup(
                      "Averages",
                      g ->
                          g.name("Averages")
                              .description("Averages, from Saliency Metrics.")
                              .extendable()
                              .supportedTypes(BufferedDataTable.TYPE)
                              .fixedTypes(BufferedDataTable.TYPE)))
          .model(
              model ->
                  model
                      .parametersClass(SaliencyMetricsWriterParameters.class)
                      .configure(SaliencyMetricsWriterNodeFactory::configure)
                      .execute(SaliencyMetricsWriterNodeFactory::execute))
          .nodeType(NodeType.Sink)
          .keywords("CSV", "export", "accuracy", "compare methods");

  /** For the framework. */
  public SaliencyMetricsWriterNodeFactory() {
    super(NODE);
  }

  private static void configure(ConfigureInput in, ConfigureOutput out)
      throws InvalidSettingsException {
    for (int port = 0; port < in.getInPortSpecs().length; port++) {
      AccuracyTable.check(in.getInTableSpec(port));
    }
    SaliencyMetricsWriterParameters parameters = in.getParameters();
    parameters.outputFolder();
  }

  private static void execute(ExecuteInput in, ExecuteOutput out)
      throws CanceledExecutionException, KNIMEException {
    SaliencyMetricsWriterParameters parameters = in.getParameters();
    AccuracyTable accuracy = new AccuracyTable();
    for (int port = 0; port < in.getInPortObjects().length; port++) {
      in.getExecutionContext().checkCanceled();
      BufferedDataTable table = in.getInTable(port);
      DataTableSpec spec = table.getDataTableSpec();
      try (CloseableRowIterator rows = table.iterator()) {
        rows.forEachRemaining(row -> accuracy.add(spec, row));
      }
    }
    try {
      OutputFolder folder = parameters.outputFolder();
      folder.prepare();
      folder.write(CSV, accuracy.csv().getBytes(StandardCharsets.UTF_8));
      folder.write(PICTURE, accuracy.png());
      LOGGER.info(CSV + " and " + PICTURE + " written to " + folder.path());
    } catch (InvalidSettingsException e) {
      throw new KNIMEException(e.getMessage(), e);
    } catch (IOException e) {
      throw parameters.failure(e);
    }
  }
}
