package org.ovxai.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.ModelWriter;
import org.ovxai.engine.detection.DetectionFormat;
import org.ovxai.engine.detection.DetectionSettings;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;

/** What the outputs of a network tell about its task and its scores. */
class ModelReaderOutputsTest {
  private static final long[] ROW = {1, 3};

  @TempDir Path folder;
  private IrModel network;

  /** {@code [1,3]}: the mean of each channel of the image. */
  private IrPort logits;

  @BeforeEach
  void makeNetwork() {
    network =
        IrModel.parse(
            "<net name=\"test\" version=\"11\"><layers/><edges/></net>",
            ByteBuffer.allocateDirect(0));
    IrPort image = network.addParameter("image", "f32", "FP32", 1, 3, 8, 8);
    logits = reduce("ReduceMean", image, false, ROW, 2, 3);
  }

  private IrPort reduce(String type, IrPort from, boolean keep, long[] shape, long... axes) {
    return network.add(
        type,
        "opset1",
        type,
        Map.of("keep_dims", Boolean.toString(keep)),
        shape,
        from,
        network.constant(type + "_axes", axes));
  }

  private IrPort unary(String type, String opset, Map<String, String> data, IrPort from) {
    return network.add(type, opset, type, data, from.shape(), from);
  }

  private IrPort reshaped(IrPort from, long... shape) {
    String name = "to_" + shape.length;
    return network.add(
        "Reshape",
        "opset1",
        name,
        Map.of("special_zero", "false"),
        shape,
        from,
        network.constant(name + "_shape", shape));
  }

  private IrPort tiled(IrPort from, long times) {
    return network.add(
        "Tile",
        "opset1",
        "tiled",
        Map.of(),
        new long[] {1, 3 * times},
        from,
        network.constant("times", 1, times));
  }

  private ModelInfo info(Task... task) {
    Path file = folder.resolve("net.xml");
    network.write(file);
    ReadOptions d = ReadOptions.defaults();
    ReadOptions options =
        new ReadOptions(
            List.of(task).stream().findFirst(),
            true,
            d.preprocessing(),
            d.layout(),
            d.inputSize(),
            Optional.empty(),
            d.labels(),
            d.inference(),
            DetectionOptions.automatic(),
            Optional.empty());
    return ModelReader.read(file, options, folder.resolve("read")).model().info();
  }

  private ReadResult detector(DetectionOptions detection, LabelSource labels) {
    Path file = folder.resolve("detector.xml");
    network.write(file);
    ReadOptions d = ReadOptions.defaults();
    ReadOptions options =
        new ReadOptions(
            Optional.of(Task.DETECTION),
            true,
            d.preprocessing(),
            d.layout(),
            d.inputSize(),
            d.activation(),
            labels,
            d.inference(),
            detection,
            Optional.empty());
    return ModelReader.read(file, options, folder.resolve("detector"));
  }

  private static List<OutputRole> roles(ModelInfo info) {
    return info.outputs().stream().map(OutputInfo::role).toList();
  }

  @Test
  void scoresMayHaveFourDimensions() {
    network.addResult("nchw", reshaped(logits, 1, 3, 1, 1));
    ModelInfo info = info();
    assertEquals(Task.CLASSIFICATION, info.task());
    assertEquals(3, info.classes());
  }

  @Test
  void mapsAndFeaturesAreNeverScores() {
    network.addResult("saliency_map", reshaped(tiled(logits, 3), 1, 3, 3));
    network.addResult("feature_vector", unary("ReLU", "opset1", Map.of(), logits));
    network.addResult("logits", logits);
    ModelInfo info = info();
    assertEquals(Task.CLASSIFICATION, info.task());
    assertEquals(
        List.of(OutputRole.SALIENCY_MAP, OutputRole.OTHER, OutputRole.SCORES), roles(info));
    assertTrue(info.hasSaliencyMap());
  }

  @Test
  void theBestFewAreNoScores() {
    IrPort probabilities = unary("SoftMax", "opset8", Map.of("axis", "1"), logits);
    IrPort best =
        network.add(
            "TopK",
            "opset1",
            "best",
            Map.of("axis", "1", "mode", "max", "sort", "value", "index_element_type", "i32"),
            new long[] {1, 3},
            probabilities,
            network.add(
                "Squeeze", "opset1", "k", Map.of(), new long[0], network.constant("three", 3)));
    network.addResult("best", best);
    EngineException e = assertThrows(EngineException.class, () -> info(Task.CLASSIFICATION));
    assertTrue(e.getMessage().contains("no output with a score a class"), e.getMessage());
    assertEquals(Task.OTHER, info().task());
  }

  @Test
  void boxesBesideScoresMakeADetector() {
    network.addResult("bboxes", reshaped(tiled(logits, 4), 1, 3, 4));
    network.addResult("scores", unary("Sigmoid", "opset1", Map.of(), logits));
    ModelInfo info = info();
    assertEquals(Task.DETECTION, info.task());
    assertEquals(Activation.NONE, info.activation());
    assertEquals(0, info.classes());
  }

  @Test
  void rowsOfNumbersAreTakenForADetector() {
    network.addResult("rows", reshaped(tiled(logits, 20), 1, 10, 6));
    assertEquals(Task.DETECTION, info().task());
  }

  @Test
  void theTaskThatIsSetGoesFirst() {
    network.addResult("bboxes", reshaped(tiled(logits, 4), 1, 3, 4));
    network.addResult("scores", logits);
    ModelInfo info = info(Task.CLASSIFICATION);
    assertEquals(Task.CLASSIFICATION, info.task());
    assertEquals(List.of(OutputRole.OTHER, OutputRole.SCORES), roles(info));
  }

  @Test
  void aPictureIsNeither() {
    network.addResult("picture", reshaped(tiled(logits, 12), 1, 1, 6, 6));
    assertEquals(Task.OTHER, info().task());
  }

  @Test
  void aSingleScoreGoesThroughASigmoid() {
    network.addResult("score", reduce("ReduceMax", logits, true, new long[] {1, 1}, 1));
    ModelInfo info = info();
    assertEquals(1, info.classes());
    assertEquals(Activation.SIGMOID, info.activation());
  }

  @Test
  void aSoftmaxInPartsIsFoundBehindAReshape() {
    IrPort powers = unary("Exp", "opset1", Map.of(), logits);
    IrPort sum = reduce("ReduceSum", powers, true, new long[] {1, 1}, 1);
    IrPort parts =
        network.add(
            "Divide",
            "opset1",
            "parts",
            Map.of("auto_broadcast", "numpy", "m_pythondiv", "true"),
            ROW,
            powers,
            sum);
    network.addResult("scores", reshaped(parts, 1, 3, 1, 1));
    assertEquals(Activation.NONE, info().activation());
  }

  @Test
  void aDivisionAloneIsNoSoftmax() {
    IrPort powers = unary("Exp", "opset1", Map.of(), logits);
    IrPort sum = reduce("ReduceSum", logits, true, new long[] {1, 1}, 1);
    network.addResult(
        "scores",
        network.add(
            "Divide",
            "opset1",
            "parts",
            Map.of("auto_broadcast", "numpy", "m_pythondiv", "true"),
            ROW,
            powers,
            sum));
    assertEquals(Activation.SOFTMAX, info().activation());
  }

  @Test
  void logarithmsOfProbabilitiesGoThroughTheSoftmaxThatGivesThemBack() {
    network.addResult("scores", unary("LogSoftmax", "opset5", Map.of("axis", "1"), logits));
    assertEquals(Activation.SOFTMAX, info().activation());
    float[] logarithms = {(float) Math.log(0.2), (float) Math.log(0.3), (float) Math.log(0.5)};
    assertEquals(0.3f, Activation.SOFTMAX.apply(logarithms)[1], 1e-6f);
  }

  @Test
  void onlyLayersBehindTheInputAreCandidates() {
    IrPort weights = network.constant("weights", new long[] {1, 3, 3, 3}, new float[27]);
    unary("ReLU", "opset1", Map.of(), weights);
    network.addResult("logits", logits);
    assertEquals(List.of(), info().layers());
  }

  @Test
  void theDetectionFormatIsRecognisedAndSaid() {
    network.addResult("output0", reshaped(tiled(logits, 20), 1, 10, 6));
    ReadResult read = detector(DetectionOptions.automatic(), new LabelSource.Auto());
    assertEquals(
        Optional.of(DetectionFormat.YOLO_END_TO_END.settings()), read.model().info().detection());
    assertTrue(
        read.messages().stream().anyMatch(m -> m.contains("read as YOLO end-to-end")),
        read.messages().toString());
    assertEquals(List.of(), read.warnings());
  }

  @Test
  void whatIsSetGoesBeforeModelInfoAndThatBeforeWhatIsCustomary() {
    network.addResult("output0", reshaped(tiled(logits, 40), 1, 6, 20));
    network.setRuntimeInfo(
        "model_info",
        Map.of(
            "confidence_threshold", "0.3",
            "iou_threshold", "0.4",
            "nms_max_predictions", "0",
            "agnostic_nms", "True"));
    LabelSource two = new LabelSource.Typed(List.of("a", "b"));
    assertEquals(
        Optional.of(
            new DetectionSettings(DetectionFormat.YOLOV8, 0.3, 0.4, Integer.MAX_VALUE, true, 0)),
        detector(DetectionOptions.automatic(), two).model().info().detection());
    DetectionOptions set =
        new DetectionOptions(
            Optional.of(DetectionFormat.YOLOV8),
            OptionalDouble.of(0.6),
            OptionalDouble.of(0.8),
            OptionalInt.of(1));
    assertEquals(
        Optional.of(
            new DetectionSettings(DetectionFormat.YOLOV8, 0.6, 0.8, Integer.MAX_VALUE, true, 1)),
        detector(set, two).model().info().detection());
  }

  @Test
  void aThresholdOutOfRangeInModelInfoIsNamed() {
    network.addResult("output0", reshaped(tiled(logits, 20), 1, 10, 6));
    network.setRuntimeInfo("model_info", Map.of("confidence_threshold", "50"));
    EngineException e =
        assertThrows(
            EngineException.class,
            () -> detector(DetectionOptions.automatic(), new LabelSource.Auto()));
    assertTrue(e.getMessage().contains("confidence_threshold = '50'"), e.getMessage());
  }

  @Test
  void outputsThatAreNotUnderstoodAreAWarning() {
    network.addResult("maps", reshaped(tiled(logits, 12), 1, 4, 3, 3));
    ReadResult read = detector(DetectionOptions.automatic(), new LabelSource.Auto());
    assertEquals(Optional.empty(), read.model().info().detection());
    String warning = String.join(" ", read.warnings());
    assertTrue(warning.contains("maps f32[1, 4, 3, 3]"), warning);
    assertTrue(warning.contains("Set the labels or the detection format"), warning);
    assertTrue(warning.contains("DetClassProbabilityMap"), warning);
  }

  @Test
  void labelsOfADetectorFitItsScores() throws Exception {
    network.addResult("output0", reshaped(tiled(logits, 40), 1, 6, 20));
    LabelSource five = new LabelSource.Typed(List.of("a", "b", "c", "d", "e"));
    EngineException e =
        assertThrows(EngineException.class, () -> detector(DetectionOptions.automatic(), five));
    assertTrue(e.getMessage().contains("5 labels"), e.getMessage());
    assertTrue(e.getMessage().contains("scores of 2 classes"), e.getMessage());
    Files.writeString(folder.resolve("labels.txt"), "a\nb\nc\nd\ne\n");
    ReadResult read = detector(DetectionOptions.automatic(), new LabelSource.Auto());
    assertEquals(List.of(), read.model().info().labels());
    assertTrue(read.warnings().toString().contains("5 labels are not used"), read.warnings() + "");
  }

  @Test
  void aWrittenDetectorIsReadTheSameWay() {
    network.addResult("output0", reshaped(tiled(logits, 20), 1, 10, 6));
    DetectionOptions set =
        new DetectionOptions(
            Optional.of(DetectionFormat.YOLO_END_TO_END),
            OptionalDouble.of(0.4),
            OptionalDouble.empty(),
            OptionalInt.of(1));
    VisionModel model = detector(set, new LabelSource.Auto()).model();
    Path written = folder.resolve("written.xml");
    ModelWriter.write(model, written, false, ModelWriter.Existing.FAIL);
    ModelInfo again =
        ModelReader.read(written, ReadOptions.defaults(), folder.resolve("again")).model().info();
    assertEquals(model.info().detection(), again.detection());
    assertEquals(Task.DETECTION, again.task());
  }
}
