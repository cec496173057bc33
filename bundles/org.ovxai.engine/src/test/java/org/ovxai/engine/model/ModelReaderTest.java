package org.ovxai.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Fixtures;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;

class ModelReaderTest {
  @TempDir Path folder;

  private ReadResult read(Path file, ReadOptions options) {
    return ModelReader.read(file, options, folder.resolve("read"));
  }

  private String refused(Path file) {
    String message =
        assertThrows(EngineException.class, () -> read(file, ReadOptions.defaults())).getMessage();
    assertTrue(
        message.contains(file.getFileName().toString().replaceFirst("\\.xml$", "")), message);
    return message;
  }

  private static IrModel empty() {
    return IrModel.parse(
        "<net name=\"test\" version=\"11\"><layers/><edges/></net>", ByteBuffer.allocateDirect(0));
  }

  /** Mean over the cells, so that the classes are the channels. */
  private Path classifier(String layers, long... shape) throws IOException {
    IrModel model = empty();
    IrPort input = model.addParameter("image", "f32", "FP32", shape);
    long[] out = {1, 3};
    IrPort scores =
        model.add(
            "ReduceMean",
            "opset1",
            "scores",
            Map.of("keep_dims", "false"),
            out,
            input,
            shape[3] == 3 ? model.constant("axes", 1, 2) : model.constant("axes", 2, 3));
    if (!layers.isEmpty()) {
      scores =
          layers.equals("SoftMax")
              ? model.add(layers, "opset8", "last", Map.of("axis", "1"), out, scores)
              : model.add(layers, "opset1", "last", Map.of(), out, scores);
    }
    model.addResult("logits", scores);
    Path file = Files.createDirectories(folder.resolve("model")).resolve("tiny.xml");
    model.write(file);
    return file;
  }

  private static void addInfo(Path xml, String... keysAndValues) throws IOException {
    StringBuilder info = new StringBuilder("<rt_info><model_info>");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      info.append("<" + keysAndValues[i] + " value=\"" + keysAndValues[i + 1] + "\"/>");
    }
    Files.writeString(
        xml, Files.readString(xml).replace("</net>", info + "</model_info></rt_info></net>"));
  }

  @Test
  void efficientNetIsDescribed() {
    ReadResult result = read(Fixtures.efficientNet(), Fixtures.efficientNetOptions());
    ModelInfo info = result.model().info();
    assertEquals(Task.CLASSIFICATION, info.task());
    assertEquals(List.of(1, 3, 224, 224), info.input().shape());
    assertEquals(Layout.NCHW, info.input().layout());
    assertEquals(Activation.SOFTMAX, info.activation());
    assertEquals(1000, info.classes());
    assertEquals("koala", info.label(105));
    LayerInfo last = info.layers().get(info.layers().size() - 1);
    assertEquals(new LayerInfo("/_swish_1/Clip", List.of(1, 1280, 7, 7)), last);
    assertTrue(result.messages().get(0).contains("no model_info"), result.messages().get(0));
    assertEquals(List.of(), result.warnings());
    assertEquals(9262032, result.model().bin().toFile().length());
  }

  @Test
  void aTextFileAMissingFileAndAnUnknownEndingAreRefused() throws Exception {
    assertTrue(refused(folder.resolve("missing.xml")).contains("does not exist"));
    refused(Files.writeString(folder.resolve("text.xml"), "this is no model"));
    refused(Files.writeString(folder.resolve("text.onnx"), "this is no model"));
    String message = refused(Files.writeString(folder.resolve("model.pt"), "x"));
    assertTrue(message.contains(".onnx") && message.contains(".tflite"), message);
    assertFalse(Files.exists(folder.resolve("read")));
  }

  @Test
  void missingAndTruncatedWeightsAreRefused() throws Exception {
    Path xml = Files.copy(Fixtures.efficientNet(), folder.resolve("net.xml"));
    assertTrue(refused(xml).contains("net.bin"));
    byte[] weights = Files.readAllBytes(IrModel.weightsFile(Fixtures.efficientNet()));
    Files.write(folder.resolve("net.bin"), Arrays.copyOf(weights, weights.length / 2));
    refused(xml);
    assertFalse(Files.exists(folder.resolve("read")));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.5, 0.99})
  void aTruncatedIrIsRefused(double part) throws Exception {
    String xml = Files.readString(Fixtures.efficientNet());
    Files.copy(IrModel.weightsFile(Fixtures.efficientNet()), folder.resolve("cut.bin"));
    refused(
        Files.writeString(
            folder.resolve("cut.xml"), xml.substring(0, (int) (xml.length() * part))));
  }

  @Test
  void modelInfoDescribesTheInput() throws Exception {
    Path file = classifier("", 1, 3, 8, 8);
    addInfo(
        file,
        "model_type",
        "Classification",
        "labels",
        "big_dog cat cow",
        "mean_values",
        "1 2 3",
        "scale_values",
        "255",
        "reverse_input_channels",
        "YES",
        "resize_type",
        "fit_to_window_letterbox",
        "pad_value",
        "114");
    ModelInfo info = read(file, Fixtures.efficientNetOptions()).model().info();
    Preprocessing how = info.input().preprocessing();
    assertEquals(List.of(1.0, 2.0, 3.0), how.mean());
    assertEquals(List.of(255.0), how.scale());
    assertEquals(ColorOrder.RGB, how.colorOrder());
    assertEquals(ResizeMode.FIT_TO_WINDOW_LETTERBOX, how.resizeMode());
    assertEquals(114, how.padValue());
    assertEquals(List.of("big dog", "cat", "cow"), info.labels());
  }

  @ParameterizedTest
  @CsvSource({
    "reverse_input_channels,False,BGR",
    "model_type,Classification,RGB",
    "otx_version,2.0,RGB"
  })
  void theColourOrderDependsOnWhoWroteTheFlag(String key, String value, ColorOrder expected)
      throws Exception {
    Path file = classifier("", 1, 3, 8, 8);
    addInfo(file, key, value, "mean_values", "0");
    ModelInfo info = read(file, ReadOptions.defaults()).model().info();
    assertEquals(expected, info.input().preprocessing().colorOrder());
  }

  @Test
  void modelInfoAboutOtherThingsLeavesTheInputToTheSettings() throws Exception {
    Path file = classifier("", 1, 3, 8, 8);
    addInfo(file, "labels", "a b c");
    ModelInfo info = read(file, Fixtures.efficientNetOptions()).model().info();
    assertEquals(List.of(127.0), info.input().preprocessing().mean());
    assertEquals(List.of("a", "b", "c"), info.labels());
  }

  @Test
  void valuesThatAreNotUnderstoodAreNamed() throws Exception {
    Path file = classifier("", 1, 3, 8, 8);
    addInfo(file, "mean_values", "1,2,3");
    String message =
        assertThrows(EngineException.class, () -> read(file, ReadOptions.defaults())).getMessage();
    assertTrue(message.contains("mean_values = '1,2,3'"), message);
  }

  @ParameterizedTest
  @CsvSource({"'',SOFTMAX", "SoftMax,NONE", "Sigmoid,NONE"})
  void theActivationIsReadFromTheGraph(String last, Activation expected) throws Exception {
    assertEquals(
        expected,
        read(classifier(last, 1, 3, 8, 8), ReadOptions.defaults()).model().info().activation());
  }

  @Test
  void channelsLastAreRecognised() throws Exception {
    InputInfo input =
        read(classifier("", 1, 8, 9, 3), ReadOptions.defaults()).model().info().input();
    assertEquals(Layout.NHWC, input.layout());
    assertEquals(8, input.height());
    assertEquals(9, input.width());
  }

  @Test
  void openBatchBecomesOneAndOpenSizesMustBeSet() throws Exception {
    assertEquals(
        List.of(1, 3, 8, 8),
        read(classifier("", -1, 3, 8, 8), ReadOptions.defaults()).model().info().input().shape());
    Path open = classifier("", -1, 3, -1, -1);
    String message =
        assertThrows(EngineException.class, () -> read(open, ReadOptions.defaults())).getMessage();
    assertTrue(message.contains("height and width"), message);
    ReadOptions d = ReadOptions.defaults();
    ReadOptions sized =
        new ReadOptions(
            d.task(),
            true,
            d.preprocessing(),
            d.layout(),
            Optional.of(new ReadOptions.Size(6, 4)),
            d.activation(),
            d.labels(),
            d.inference(),
            DetectionOptions.automatic(),
            Optional.empty());
    assertEquals(List.of(1, 3, 6, 4), read(open, sized).model().info().input().shape());
  }

  @Test
  void labelsBesideTheModelMustFit() throws Exception {
    Path file = classifier("", 1, 3, 8, 8);
    Path text = Files.writeString(file.resolveSibling("labels.txt"), "a\nb\n");
    ReadResult other = read(file, ReadOptions.defaults());
    assertEquals(List.of("other", "a", "b"), other.model().info().labels());
    Files.writeString(text, "a\nb\nc\nd\n");
    ReadResult ignored = read(file, ReadOptions.defaults());
    assertEquals(List.of(), ignored.model().info().labels());
    assertTrue(ignored.warnings().get(0).contains("3 classes"), ignored.warnings().get(0));
    Files.writeString(
        file.resolveSibling("metadata.yaml"),
        "task: classify\nnames:\n  0: big dog\n  1: 'it''s'\n  2: c\nargs: {}\n");
    assertEquals(
        List.of("big dog", "it's", "c"),
        read(file, ReadOptions.defaults()).model().info().labels());
  }

  @Test
  void givenLabelsMustFit() throws Exception {
    Path file = classifier("", 1, 3, 8, 8);
    ReadOptions d = ReadOptions.defaults();
    ReadOptions typed =
        new ReadOptions(
            d.task(),
            true,
            d.preprocessing(),
            d.layout(),
            d.inputSize(),
            d.activation(),
            new LabelSource.Typed(List.of("a", "b")),
            d.inference(),
            DetectionOptions.automatic(),
            Optional.empty());
    String message = assertThrows(EngineException.class, () -> read(file, typed)).getMessage();
    assertTrue(message.contains("2 labels") && message.contains("3 classes"), message);
  }

  @Test
  void severalInputsAreRefused() throws Exception {
    IrModel model = empty();
    IrPort a = model.addParameter("a", "f32", "FP32", 1, 3, 8, 8);
    IrPort b = model.addParameter("b", "f32", "FP32", 1, 3, 8, 8);
    model.addResult(
        "sum",
        model.add("Add", "opset1", "sum", Map.of("auto_broadcast", "numpy"), a.shape(), a, b));
    Path file = folder.resolve("two.xml");
    model.write(file);
    assertTrue(refused(file).contains("2 inputs"));
  }

  @Test
  void inputsThatAreNoPicturesAreRefused() throws Exception {
    IrModel model = empty();
    IrPort row = model.addParameter("row", "f32", "FP32", 1, 10);
    model.addResult("out", model.add("ReLU", "opset1", "relu", Map.of(), row.shape(), row));
    Path flat = folder.resolve("flat.xml");
    model.write(flat);
    assertTrue(refused(flat).contains("four dimensions"));
    assertTrue(refused(classifier("", 1, 5, 8, 8)).contains("5 colour channels"));
  }

  @Test
  void onnxMetadataIsTheModelInfo() throws Exception {
    byte[] network =
        Files.readAllBytes(
            Path.of(
                System.getProperty("ovxai.root"),
                "bundles/org.ovxai.engine/src/test/networks/dynamic_batch.onnx"));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(network);
    file.write(metadata("model_info mean_values", "1 2 3"));
    file.write(metadata("model_info reverse_input_channels", "NO"));
    ModelInfo info =
        read(Files.write(folder.resolve("net.onnx"), file.toByteArray()), ReadOptions.defaults())
            .model()
            .info();
    assertEquals(List.of(1, 3, 32, 32), info.input().shape());
    assertEquals(List.of(1.0, 2.0, 3.0), info.input().preprocessing().mean());
    assertEquals(ColorOrder.BGR, info.input().preprocessing().colorOrder());
  }

  /** An entry of field 14, metadata_props; protocol buffers may be continued at their end. */
  private static byte[] metadata(String key, String value) {
    byte[] k = key.getBytes(StandardCharsets.UTF_8);
    byte[] v = value.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(6 + k.length + v.length)
        .put((byte) 0x72)
        .put((byte) (4 + k.length + v.length))
        .put((byte) 0x0a)
        .put((byte) k.length)
        .put(k)
        .put((byte) 0x12)
        .put((byte) v.length)
        .put(v)
        .array();
  }

  @Test
  void theLayoutOfTheParameterCounts() throws Exception {
    Path file = classifier("", 1, 3, 3, 3);
    assertEquals(Layout.NCHW, read(file, ReadOptions.defaults()).model().info().input().layout());
    String xml = Files.readString(file);
    String port = xml.substring(xml.indexOf("<port "), xml.indexOf("</port>"));
    Files.writeString(
        file,
        xml.replace(
            port + "</port>",
            port
                + "<rt_info><attribute name=\"layout\" version=\"0\" layout=\"[N,H,W,C]\"/>"
                + "</rt_info></port>"));
    assertEquals(Layout.NHWC, read(file, ReadOptions.defaults()).model().info().input().layout());
    addInfo(file, "layout", "NCHW");
    assertEquals(Layout.NCHW, read(file, ReadOptions.defaults()).model().info().input().layout());
  }

  @Test
  void aNetworkThatResizesGetsTheSizeItWasTrainedWith() throws Exception {
    Path file = classifier("", 1, -1, -1, 3);
    addInfo(file, "embedded_processing", "YES", "orig_width", "9", "orig_height", "8");
    assertEquals(
        List.of(1, 8, 9, 3), read(file, ReadOptions.defaults()).model().info().input().shape());
  }

  @Test
  void aSizeThatCannotBeUsedIsSaid() throws Exception {
    ReadOptions d = ReadOptions.defaults();
    ReadOptions sized =
        new ReadOptions(
            d.task(),
            true,
            d.preprocessing(),
            d.layout(),
            Optional.of(new ReadOptions.Size(6, 4)),
            d.activation(),
            d.labels(),
            d.inference(),
            DetectionOptions.automatic(),
            Optional.empty());
    ReadResult result = read(classifier("", 1, 3, 8, 8), sized);
    assertEquals(List.of(1, 3, 8, 8), result.model().info().input().shape());
    assertTrue(result.warnings().get(0).contains("8 and 8"), result.warnings().get(0));
  }

  @Test
  void theSameModelGivesTheSameDescriptionAlsoWhenReadAgain() throws Exception {
    Path file = classifier("", 1, 3, 8, 8);
    addInfo(file, "mean_values", "1", "labels", "a b c", "multilabel", "True");
    ModelInfo first = read(file, ReadOptions.defaults()).model().info();
    assertEquals(first, read(file, ReadOptions.defaults()).model().info());
    VisionModel model = VisionModel.open(folder.resolve("read"), first);
    ModelInfo again =
        ModelReader.read(model.xml(), ReadOptions.defaults(), folder.resolve("again"))
            .model()
            .info();
    assertEquals(first.input(), again.input());
    assertEquals(first.labels(), again.labels());
    assertEquals(Activation.SIGMOID, again.activation());
  }

  @Test
  void aFailureLeavesTheModelThatWasThere() throws Exception {
    Path model = read(classifier("", 1, 3, 8, 8), ReadOptions.defaults()).model().xml();
    byte[] before = Files.readAllBytes(model);
    refused(Files.writeString(folder.resolve("text.xml"), "this is no model"));
    assertArrayEquals(before, Files.readAllBytes(model));
    try (var left = Files.list(model.getParent())) {
      assertEquals(2, left.count());
    }
  }

  @Test
  void labelsThatAreNoTextAreSaid() throws Exception {
    Path file = classifier("", 1, 3, 8, 8);
    Path text = Files.write(file.resolveSibling("labels.txt"), new byte[] {'a', (byte) 0xff, 'b'});
    ReadResult result = read(file, ReadOptions.defaults());
    assertEquals(List.of(), result.model().info().labels());
    assertTrue(result.warnings().get(0).contains("labels.txt"), result.warnings().get(0));
    ReadOptions d = ReadOptions.defaults();
    ReadOptions named =
        new ReadOptions(
            d.task(),
            true,
            d.preprocessing(),
            d.layout(),
            d.inputSize(),
            d.activation(),
            new LabelSource.File(text),
            d.inference(),
            DetectionOptions.automatic(),
            Optional.empty());
    String message = assertThrows(EngineException.class, () -> read(file, named)).getMessage();
    assertTrue(message.contains("labels.txt cannot be read"), message);
  }
}
