package org.ovxai.nodes.metrics;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.RowKey;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.metrics.Evaluator;
import org.ovxai.engine.metrics.Metric;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.Task;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.nodes.files.Problems;
import org.ovxai.nodes.port.OpenVinoModelPortObject;
import org.ovxai.nodes.table.ImageColumn;
import org.ovxai.nodes.table.ImageProgress;

/** Saliency Metrics: tells how good saliency maps are. */
public final class SaliencyMetricsNodeFactory extends DefaultNodeFactory {
  private static final int MODEL_PORT = 0;
  private static final int FIRST_EXPLANATIONS_PORT = 1;

  private static final DefaultNode NODE =
      DefaultNode.create()
          .name("Saliency Metrics")
          .icon("saliency-metrics.png")
          .shortDescription("Measures how well saliency maps show what a model sees.")
          .fullDescription(
              """
              <p>Measures saliency maps, and averages the measures for each method, so that methods
              can be compared on one's own model and images.</p>
              <ul>
                <li><b>Pointing game</b> and <b>energy-based pointing game</b>: does the map point at
                  the annotated object? They need boxes.</li>
                <li><b>Insertion and deletion</b>: does the model's score follow the map when the
                  pixels are shown, or hidden, in the order of their importance?</li>
                <li><b>ADCC</b>: average drop, coherency and complexity, in one number and in its
                  parts.</li>
                <li><b>Grid pointing game</b> (for mosaics), <b>sparseness</b> and
                  <b>ROAD</b>.</li>
              </ul>
              <p>Give the tables of several methods to one node to compare them: ports for further
              explanations can be added.</p>
              <p><b>Example.</b> Connect the model, the tables of a White-Box Explainer and of a
              Black-Box Explainer, and the images with their annotations. The second output then has
              a row for ReciproCAM and one for AISE, with the share of hits, the areas under the
              curves, and ADCC.</p>
              <p>The pointing games take the boxes of the map's class, and all boxes for the method
              ActivationMap, whose maps are the same for every class. The other measures run the
              model; they are for classifiers.</p>
              <p>Where a measure makes no sense (a map that is the same everywhere, a class whose
              score is 0, an image without a box of the class) its value is missing, and the last
              column says why. Averages leave such maps out, and tell how many took part.</p>
              """)
          .sinceVersion(5, 8, 0)
          .dynamicPorts(
              ports ->
                  ports
                      .addInputPortGroup(
                          "Model",
                          g ->
                              g.name("Model")
                                  .description("The model that was explained.")
                                  .fixed(OpenVinoModelPortObject.TYPE))
                      .addInputPortGroup(
                          "Explanations",
                          g ->
                              g.name("Explanations")
                                  .description(
                                      """
                                      Explanations of that model's predictions, from an explainer.
                                      Further tables must have the columns of the first.
                                      """)
                                  .extendable()
                                  .supportedTypes(BufferedDataTable.TYPE)
                                  .fixedTypes(BufferedDataTable.TYPE))
                      .addInputPortGroup(
                          "Images",
                          g ->
                              g.name("Images")
                                  .description(
                                      """
                                      The images that were explained, with their RowIDs, and their
                                      annotations.
                                      """)
                                  .fixed(BufferedDataTable.TYPE))
                      .addOutputPortGroup(
                          "Metrics",
                          g ->
                              g.name("Metrics")
                                  .description(
                                      """
                                      The explanations, with a column a metric, and one that says
                                      which are missing and why.
                                      """)
                                  .fixed(BufferedDataTable.TYPE))
                      .addOutputPortGroup(
                          "Averages",
                          g ->
                              g.name("Averages")
                                  .description(
                                      """
                                      One row a method and input table: the mean of each metric, and
                                      from how many maps it is.
                                      """)
                                  .fixed(BufferedDataTable.TYPE)))
          .model(
              model ->
                  model
                      .parametersClass(SaliencyMetricsParameters.class)
                      .configure(SaliencyMetricsNodeFactory::configure)
                      .execute(SaliencyMetricsNodeFactory::execute))
          .nodeType(NodeType.Other)
          .keywords(
              "XAI",
              "evaluation",
              "faithfulness",
              "localization",
              "pointing game",
              "insertion",
              "deletion",
              "AUC",
              "ADCC",
              "ROAD",
              "compare methods")
          .addExternalResource(
              "https://arxiv.org/abs/1608.00507",
              "Top-down neural attention by excitation backprop (pointing game)")
          .addExternalResource(
              "https://arxiv.org/abs/1806.07421",
              "RISE: Randomized input sampling for explanation of black-box models (insertion and"
                  + " deletion)")
          .addExternalResource(
              "https://arxiv.org/abs/2104.10252",
              "Revisiting the evaluation of class activation mapping for explainability (ADCC)")
          .addExternalResource(
              "https://arxiv.org/abs/1910.01279",
              "Score-CAM: Score-weighted visual explanations for convolutional neural networks"
                  + " (energy-based pointing game)")
          .addExternalResource(
              "https://arxiv.org/abs/2104.00032",
              "Convolutional dynamic alignment networks for interpretable classifications (grid"
                  + " pointing game)")
          .addExternalResource(
              "https://arxiv.org/abs/0811.4706", "Comparing measures of sparsity (Gini index)")
          .addExternalResource(
              "https://arxiv.org/abs/2202.00449",
              "A consistent and efficient evaluation strategy for attribution methods (ROAD)");

  /** For the framework. */
  public SaliencyMetricsNodeFactory() {
    super(NODE);
  }

  private static void configure(ConfigureInput in, ConfigureOutput out)
      throws InvalidSettingsException {
    SaliencyMetricsParameters parameters = in.getParameters();
    int imagesPort = in.getInPortSpecs().length - 1;
    DataTableSpec first = in.getInTableSpec(FIRST_EXPLANATIONS_PORT);
    for (int port = FIRST_EXPLANATIONS_PORT; port < imagesPort; port++) {
      DataTableSpec table = in.getInTableSpec(port);
      ExplanationColumns.in(table);
      columnsOf(first, table);
    }
    DataTableSpec images = in.getInTableSpec(imagesPort);
    ImageColumn.indexIn(images, parameters.imageColumn);
    parameters.annotations(images);
    out.setOutSpec(0, MetricTables.maps(first, parameters.metrics()));
    out.setOutSpec(1, MetricTables.averages(parameters.metrics()));
  }

  /** Where the columns of the first table are in another. */
  private static int[] columnsOf(DataTableSpec first, DataTableSpec table)
      throws InvalidSettingsException {
    int[] indices = new int[first.getNumColumns()];
    for (int i = 0; i < indices.length; i++) {
      String name = first.getColumnSpec(i).getName();
      indices[i] = table.findColumnIndex(name);
      if (indices[i] < 0
          || !first
              .getColumnSpec(i)
              .getType()
              .isASuperTypeOf(table.getColumnSpec(indices[i]).getType())) {
        throw new InvalidSettingsException(
            "The tables of explanations do not fit together: column \""
                + name
                + "\" of the first is not in another, or has another type there. Make them with"
                + " explainers that keep the same columns.");
      }
    }
    return indices;
  }

  private static void execute(ExecuteInput in, ExecuteOutput out)
      throws CanceledExecutionException, KNIMEException {
    SaliencyMetricsParameters parameters = in.getParameters();
    ExecutionContext exec = in.getExecutionContext();
    exec.setMessage("Preparing the model");
    OpenVinoModelPortObject port = in.getInPortObject(MODEL_PORT);
    try (Evaluator evaluator = new Evaluator(port.model(), parameters.options());
        MethodExplainers methods =
            new MethodExplainers(port.model(), parameters.whiteBox, parameters.blackBox)) {
      new Run(in, parameters, port.model(), evaluator, methods).execute(out);
    } catch (EngineException | InvalidSettingsException e) {
      throw new KNIMEException(e.getMessage(), e);
    } catch (CancellationException e) {
      exec.checkCanceled();
      throw e;
    }
  }

  /** One execution. */
  private static final class Run {
    private final ExecuteInput in;
    private final ExecutionContext exec;
    private final SaliencyMetricsParameters parameters;
    private final ModelInfo model;
    private final Evaluator evaluator;
    private final MethodExplainers methods;
    private final int imagesPort;
    private final DataTableSpec first;
    private final MetricTables tables;
    private final BufferedDataContainer maps;
    private final Problems problems = new Problems();
    private final long total;
    private long done;

    Run(
        ExecuteInput in,
        SaliencyMetricsParameters parameters,
        VisionModel model,
        Evaluator evaluator,
        MethodExplainers methods) {
      this.in = in;
      this.parameters = parameters;
      this.model = model.info();
      this.evaluator = evaluator;
      this.methods = methods;
      exec = in.getExecutionContext();
      imagesPort = in.getInPortObjects().length - 1;
      first = in.getInTable(FIRST_EXPLANATIONS_PORT).getDataTableSpec();
      List<Metric> metrics = parameters.metrics();
      tables = new MetricTables(metrics, parameters.definition(), withoutEnding(this.model.name()));
      maps = exec.createDataContainer(MetricTables.maps(first, metrics));
      long rows = 0;
      for (int port = FIRST_EXPLANATIONS_PORT; port < imagesPort; port++) {
        rows += in.getInTable(port).size();
      }
      total = rows;
    }

    private static String withoutEnding(String file) {
      return file.replaceFirst("(?i)\\.(xml|onnx|tflite)$", "");
    }

    void execute(ExecuteOutput out) throws InvalidSettingsException {
      for (int port = FIRST_EXPLANATIONS_PORT; port < imagesPort; port++) {
        measure(port);
      }
      maps.close();
      BufferedDataContainer averages =
          exec.createDataContainer(MetricTables.averages(parameters.metrics()));
      tables.addAveragesTo(averages);
      averages.close();
      List<String> warnings = new ArrayList<>();
      if (!methods.others().isEmpty()) {
        warnings.add(
            "The maps of "
                + String.join(", ", methods.others())
                + " were not made with the parameters under 'How the maps were made': the first"
                + " comes out differently. Coherency and ADCC compare unlike maps; set the"
                + " parameters as in the explainer.");
      }
      problems.summary(total, "explanations lack metrics").ifPresent(warnings::add);
      if (!warnings.isEmpty()) {
        out.setWarningMessage(String.join(" ", warnings));
      }
      out.setOutData(0, maps.getTable());
      out.setOutData(1, averages.getTable());
    }

    private void measure(int port) throws InvalidSettingsException {
      BufferedDataTable explanations = in.getInTable(port);
      BufferedDataTable images = in.getInTable(imagesPort);
      ExplanationColumns columns = ExplanationColumns.in(explanations.getDataTableSpec());
      int[] cells = columnsOf(first, explanations.getDataTableSpec());
      int problemColumn = first.getNumColumns() + parameters.metrics().size();
      String suffix = port == FIRST_EXPLANATIONS_PORT ? "" : " (" + port + ")";
      try (ImageLookup lookup = new ImageLookup(images);
          CloseableRowIterator rows = explanations.iterator()) {
        Subjects subjects =
            new Subjects(
                columns,
                lookup,
                ImageColumn.indexIn(images.getDataTableSpec(), parameters.imageColumn),
                parameters.annotations(images.getDataTableSpec()),
                model,
                methods,
                this::compare);
        Iterator<Evaluator.Item<DataRow>> items =
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return rows.hasNext();
              }

              @Override
              public Evaluator.Item<DataRow> next() {
                return subjects.of(rows.next());
              }
            };
        evaluator.evaluate(
            items,
            (row, values) -> {
              RowKey key = new RowKey(row.getKey().getString() + suffix);
              DataRow made = tables.add(port, row, columns, cells, key, values);
              if (!made.getCell(problemColumn).isMissing()) {
                problems.add(key.getString() + ": " + made.getCell(problemColumn));
              }
              maps.addRowToTable(made);
              done++;
              exec.setProgress(done / (double) total, () -> "Explanation " + done + " of " + total);
            },
            () -> ImageProgress.check(exec));
      }
    }

    private void compare(
        String method, String layer, RgbImage picture, int target, SaliencyMap map) {
      if (parameters.metrics().contains(Metric.ADCC) && model.task() == Task.CLASSIFICATION) {
        methods.compare(method, layer, picture, target, map, () -> ImageProgress.check(exec));
      }
    }
  }
}
