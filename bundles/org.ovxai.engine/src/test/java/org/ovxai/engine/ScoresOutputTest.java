package org.ovxai.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ovxai.engine.image.Npy;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.ir.IrLayer;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;
import org.ovxai.engine.model.ModelReader;
import org.ovxai.engine.model.ReadOptions;
import org.ovxai.engine.model.ReadResult;

/**
 * Which scores are explained in networks with several outputs or several softmaxes: variants of the
 * network cnn_gap whose logits, and so the brute-force maps, stay what they are.
 */
class ScoresOutputTest {
  private static final Path NETWORKS = Path.of("src", "test", "networks");
  private static final Map<String, String> NUMPY = Map.of("auto_broadcast", "numpy");

  @TempDir Path folder;

  private final IrModel network = IrModel.read(NETWORKS.resolve("cnn_gap.xml"));

  private static NpyArray array(String file) throws Exception {
    return Npy.read(Files.readAllBytes(NETWORKS.resolve(file)));
  }

  private IrPort output(String layer) {
    return network.layer(layer).orElseThrow().output();
  }

  private IrPort softmax(String name, IrPort tensor) {
    return network.add("SoftMax", "opset8", name, Map.of("axis", "1"), tensor.shape(), tensor);
  }

  private IrPort mean(String name, IrPort tensor) {
    return network.add(
        "ReduceMean",
        "opset1",
        name,
        Map.of("keep_dims", "false"),
        new long[] {1, tensor.dim(1)},
        tensor,
        network.constant(name + "/axes", 2, 3));
  }

  /** A second head on the first stage: the mean of its channels, through a softmax. */
  private void addHead(String name) {
    network.addResult(name, softmax(name + "/softmax", mean(name + "/mean", output("stage1"))));
  }

  private void reverseOutputs() {
    List<IrPort> tensors =
        new ArrayList<>(network.results().stream().map(r -> r.input(0)).toList());
    List<String> names =
        new ArrayList<>(
            network.results().stream()
                .map(r -> r.attribute("output_names").orElseThrow())
                .toList());
    int count = tensors.size();
    Collections.reverse(tensors);
    Collections.reverse(names);
    for (int i = 0; i < count; i++) {
      network.addResult(names.get(i), tensors.get(i));
    }
    List<IrLayer> all = network.results();
    network.keepResults(List.copyOf(all.subList(count, all.size())));
  }

  private ReadResult read(ReadOptions options) throws Exception {
    Path xml = folder.resolve("variant.xml");
    network.write(xml);
    return ModelReader.read(xml, options, folder.resolve("read"));
  }

  private List<Explanation> explain(ReadResult read) throws Exception {
    try (Explainer explainer =
        Explainer.whiteBox(read.model(), WhiteBoxSettings.of(Method.RECIPROCAM, "stage2"))) {
      return explainer.explain(array("inputs/image_32x32.npy"), Targets.parse("all", 1), () -> {});
    }
  }

  private void assertTheLogitsAreExplained(ReadResult read) throws Exception {
    NpyArray expected = array("expected/cnn_gap.reciprocam.npy");
    List<Explanation> found = explain(read);
    assertEquals(expected.shape()[0], found.size());
    for (Explanation one : found) {
      float[] map = Fixtures.part(expected, one.target());
      assertTrue(Fixtures.difference(map, one.map().values()) < 1e-4, one.label());
    }
    ReadResult inserted =
        XaiInserter.insert(
            read.model(),
            WhiteBoxSettings.of(Method.RECIPROCAM, "stage2"),
            false,
            folder.resolve("inserted"));
    try (Predictor predictor = Predictor.open(inserted.model())) {
      List<Explanation> again =
          predictor.predict(array("inputs/image_32x32.npy")).explanations(Targets.parse("all", 1));
      for (int k = 0; k < found.size(); k++) {
        assertArrayEquals(found.get(k).map().values(), again.get(k).map().values(), 1e-6f);
      }
    }
  }

  @Test
  void anotherOutputsSoftmaxIsNotTaken() throws Exception {
    addHead("aux");
    ReadResult read = read(ReadOptions.defaults());
    assertTheLogitsAreExplained(read);
    String warning = String.join(" ", read.warnings());
    assertTrue(warning.contains("'logits' is taken") && warning.contains("'aux'"), warning);
  }

  @Test
  void theOutputWhoseNameSaysSoIsTakenWhereverItStands() throws Exception {
    addHead("embedding");
    reverseOutputs();
    ReadResult read = read(ReadOptions.defaults());
    assertEquals("embedding", read.model().info().outputs().get(0).name());
    assertTheLogitsAreExplained(read);
  }

  @Test
  void theOutputAskedForIsTaken() throws Exception {
    addHead("aux");
    ReadResult read = read(scoresIn("aux"));
    assertEquals(output("stage1").dim(1), read.model().info().classes());
    try (Explainer explainer =
        Explainer.whiteBox(read.model(), WhiteBoxSettings.of(Method.RECIPROCAM, "stage1"))) {
      List<Explanation> all =
          explainer.explain(array("inputs/image_32x32.npy"), Targets.parse("all", 1), () -> {});
      assertEquals(output("stage1").dim(1), all.size());
    }
    assertTrue(read.warnings().isEmpty(), read.warnings().toString());
    Path written = folder.resolve("written.xml");
    ModelWriter.write(read.model(), written, false, ModelWriter.Existing.FAIL);
    ReadResult again = ModelReader.read(written, ReadOptions.defaults(), folder.resolve("again"));
    assertEquals(read.model().info().classes(), again.model().info().classes());
  }

  @Test
  void anOutputThatIsNoneIsRefusedWithTheChoices() throws Exception {
    addHead("aux");
    String message = assertThrows(EngineException.class, () -> read(scoresIn("cls"))).getMessage();
    assertTrue(message.contains("'logits' [1, 6]") && message.contains("'aux'"), message);
    assertFalse(Files.exists(folder.resolve("read")));
  }

  @Test
  void aSoftmaxInsideTheNetworkIsNotTaken() throws Exception {
    IrPort stage = output("stage1");
    long channels = stage.dim(1);
    IrPort gate = softmax("gate/softmax", mean("gate/mean", stage));
    IrPort none =
        network.add(
            "Multiply", "opset1", "gate/none", NUMPY, gate.shape(), gate, one("gate/zero", 0));
    IrPort open =
        network.add("Add", "opset1", "gate/open", NUMPY, gate.shape(), none, one("gate/one", 1));
    IrPort cells =
        network.add(
            "Reshape",
            "opset1",
            "gate/cells",
            Map.of("special_zero", "false"),
            new long[] {1, channels, 1, 1},
            open,
            network.constant("gate/shape", 1, channels, 1, 1));
    IrLayer next = network.layer("stage2/conv").orElseThrow();
    IrPort gated = network.add("Multiply", "opset1", "gated", NUMPY, stage.shape(), stage, cells);
    IrPort kernel = next.input(1);
    Map<String, String> how =
        Map.of(
            "strides", next.data("strides").orElseThrow(),
            "dilations", next.data("dilations").orElseThrow(),
            "pads_begin", next.data("pads_begin").orElseThrow(),
            "pads_end", next.data("pads_end").orElseThrow(),
            "auto_pad", "explicit");
    IrPort convolved =
        network.add(
            "Convolution", "opset1", "gated/conv", how, next.output().shape(), gated, kernel);
    network.replace(next.output(), convolved);
    assertTheLogitsAreExplained(read(ReadOptions.defaults()));
  }

  private IrPort one(String name, float value) {
    return network.constant(name, new long[] {1, 1}, value);
  }

  @Test
  void aSoftmaxWrittenOutIsLookedThrough() throws Exception {
    IrPort logits = network.results().get(0).input(0);
    long[] row = {1, 1};
    IrPort axis = network.constant("softmax/axis", 1);
    Map<String, String> keep = Map.of("keep_dims", "true");
    IrPort max = network.add("ReduceMax", "opset1", "softmax/max", keep, row, logits, axis);
    IrPort shifted =
        network.add("Subtract", "opset1", "softmax/shifted", NUMPY, logits.shape(), logits, max);
    IrPort exp = network.add("Exp", "opset1", "softmax/exp", Map.of(), logits.shape(), shifted);
    IrPort sum = network.add("ReduceSum", "opset1", "softmax/sum", keep, row, exp, axis);
    IrPort share = network.add("Divide", "opset1", "softmax/p", NUMPY, exp.shape(), exp, sum);
    network.addResult("probabilities", share);
    network.keepResults(List.of(network.results().get(1)));
    ReadResult read = read(ReadOptions.defaults());
    assertTheLogitsAreExplained(read);
    double total = explain(read).stream().mapToDouble(Explanation::confidence).sum();
    assertEquals(1, total, 1e-5);
  }

  private static ReadOptions scoresIn(String output) {
    ReadOptions o = ReadOptions.defaults();
    return new ReadOptions(
        o.task(),
        o.inputFromModel(),
        o.preprocessing(),
        o.layout(),
        o.inputSize(),
        o.activation(),
        o.labels(),
        o.inference(),
        o.detection(),
        Optional.of(output));
  }
}
