package org.ovxai.nodes.predictor;

import java.util.function.Consumer;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
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
import org.ovxai.engine.Predictor;
import org.ovxai.engine.Predictor.Prediction;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.nodes.explainer.ExplainerTexts;
import org.ovxai.nodes.parameters.ImageTableParameters;
import org.ovxai.nodes.port.OpenVinoModelPortObject;
import org.ovxai.nodes.port.OpenVinoModelPortObjectSpec;
import org.ovxai.nodes.table.ImageLoop;
import org.ovxai.nodes.table.InputColumns;
import org.ovxai.nodes.table.MapCells;
import org.ovxai.nodes.table.RowInput;
import org.ovxai.nodes.table.UnreadableImageException;

/** OpenVINO Predictor: what a model says about images. */
public final class PredictorNodeFactory extends DefaultNodeFactory {
  private static final DefaultNode NODE =
      DefaultNode.create()
          .name("OpenVINO Predictor")
          .icon("openvino-predictor.png")
          .shortDescription("Applies an image model to a table of images.")
          .fullDescription(
              """
              <p>Runs a model on each image of a table. Of a classifier, the best classes are put
              out with their confidences; of a detector, the objects that it found, with boxes in
              pixels of the image and confidences above the threshold that was set in the OpenVINO
              Model Reader; of any model, the raw outputs if wished.</p>
              <p>A model that has an output <tt>saliency_map</tt>, from the OpenVINO XAI Inserter,
              explains itself on the way: its maps come with the prediction, as they are in the
              model.</p>
              <p><b>Example.</b> OpenVINO Model Reader with a classifier, Annotated Image Reader with
              a folder of photos, and this node with 3 classes in columns: a row a photo, with
              <tt>Label 1</tt> to <tt>Label 3</tt> and their confidences.</p>
              <p>An image that is missing or cannot be read gets a row with missing values, and one
              warning names the first such rows.</p>
              """)
          .sinceVersion(5, 8, 0)
          .ports(
              ports ->
                  ports
                      .addInputPort(
                          "Model",
                          "A model, from the OpenVINO Model Reader or the OpenVINO XAI Inserter.",
                          OpenVinoModelPortObject.TYPE)
                      .addInputTable("Images", ExplainerTexts.IMAGES)
                      .addOutputTable(
                          "Predictions",
                          "Rank, class, confidence; the boxes of a detector; "
                              + ExplainerTexts.MAP
                              + """
                              method and target layer, if the model has maps; the raw outputs, if
                              wished. With maps in rows, the Saliency Map Writer takes the table.
                              """))
          .model(
              model ->
                  model
                      .parametersClass(PredictorParameters.class)
                      .configure(PredictorNodeFactory::configure)
                      .execute(PredictorNodeFactory::execute))
          .nodeType(NodeType.Predictor)
          .keywords(
              "classify",
              "inference",
              "apply",
              "deep learning",
              "neural network",
              "image classification",
              "object detection",
              "ONNX");

  /** For the framework. */
  public PredictorNodeFactory() {
    super(NODE);
  }

  private static void configure(ConfigureInput in, ConfigureOutput out)
      throws InvalidSettingsException {
    PredictorParameters parameters = in.getParameters();
    DataTableSpec images = in.getInTableSpec(ImageTableParameters.IMAGES_PORT);
    OpenVinoModelPortObjectSpec model = in.getInPortSpec(ImageTableParameters.MODEL_PORT);
    parameters.inputs(images, model.info());
    out.setOutSpec(0, table(images, model.info(), parameters).spec());
  }

  private static PredictionTable table(
      DataTableSpec images, ModelInfo model, PredictorParameters parameters)
      throws InvalidSettingsException {
    PredictionTable table = new PredictionTable(images, model, parameters);
    if (table.isEmpty()) {
      throw new InvalidSettingsException(
          "Model '"
              + model.name()
              + "' has no output with a score a class, so the table would be empty. Its outputs"
              + " are put out if 'Raw outputs' is checked; if it is a classifier, set the task in"
              + " the OpenVINO Model Reader, and if it is a detector, the detection format.");
    }
    return table;
  }

  private static void execute(ExecuteInput in, ExecuteOutput out)
      throws CanceledExecutionException, KNIMEException {
    PredictorParameters parameters = in.getParameters();
    ExecutionContext exec = in.getExecutionContext();
    BufferedDataTable images = in.getInTable(ImageTableParameters.IMAGES_PORT);
    DataTableSpec spec = images.getDataTableSpec();
    OpenVinoModelPortObject model = in.getInPortObject(ImageTableParameters.MODEL_PORT);
    ModelInfo info = model.getSpec().info();
    exec.setMessage("Preparing the model");
    try (Predictor predictor = Predictor.open(model.model())) {
      PredictionTable table = table(spec, info, parameters);
      PredictionRows rows =
          new PredictionRows(
              table, parameters.inputs(spec, info), predictor, parameters.mapCells(info));
      ImageLoop.Result result =
          new ImageLoop(table.spec(), rows, "images could not be predicted").over(images, exec);
      result.warning().ifPresent(out::setWarningMessage);
      out.setOutData(0, result.table());
    } catch (EngineException | InvalidSettingsException e) {
      throw new KNIMEException(e.getMessage(), e);
    }
  }

  private record PredictionRows(
      PredictionTable table, InputColumns inputs, Predictor predictor, MapCells cells)
      implements ImageLoop.Rows {
    @Override
    public void of(DataRow image, ImageLoop.Steps steps, Consumer<DataRow> out)
        throws UnreadableImageException {
      RowInput input = inputs.read(image);
      table.rows(image, input, predict(input), cells).forEach(out);
    }

    private Prediction predict(RowInput input) {
      if (input.tensor().isEmpty()) {
        return predictor.predict(input.picture().orElseThrow());
      }
      NpyArray tensor = input.tensor().get();
      return input
          .picture()
          .map(p -> predictor.predict(tensor, p.width(), p.height()))
          .orElseGet(() -> predictor.predict(tensor));
    }

    @Override
    public DataRow missing(DataRow image, String reason) {
      return table.missing(image, reason);
    }
  }
}
