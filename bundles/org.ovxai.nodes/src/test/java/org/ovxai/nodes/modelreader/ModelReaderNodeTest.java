package org.ovxai.nodes.modelreader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.Preprocessing;
import org.ovxai.engine.model.Task;
import org.ovxai.nodes.NodeRun;
import org.ovxai.nodes.port.OpenVinoModelPortObject;

class ModelReaderNodeTest {
  @TempDir Path temp;
  private NodeRun node;

  @BeforeEach
  void makeNode() {
    node = new NodeRun(ModelReaderNodeFactory.class, temp).set("file", NodeRun.MODEL.toString());
  }

  @Test
  void theSpecIsUnknownUntilTheFileWasRead() throws Exception {
    assertNull(node.configure()[0]);
  }

  @Test
  void readsTheModelItsLabelsAndTheSettingsForAModelThatSaysNothing() throws Exception {
    node.set("mean", "127").set("scale", "128");
    OpenVinoModelPortObject model = (OpenVinoModelPortObject) node.execute()[0];
    ModelInfo info = model.getSpec().info();
    assertEquals(Task.CLASSIFICATION, info.task());
    assertEquals(1000, info.classes());
    assertEquals("koala", info.label(105));
    Preprocessing input = info.input().preprocessing();
    assertEquals(List.of(127.0), input.mean());
    assertEquals(List.of(128.0), input.scale());
    assertTrue(Files.isRegularFile(model.model().xml()));
    assertTrue(Files.isRegularFile(model.model().bin()));
    assertTrue(
        model.getSummary().contains("1000 classes, input 224 x 224 RGB"), model.getSummary());
  }

  @Test
  void typedLabelsReplaceTheFileBesideTheModel() throws Exception {
    node.set("labels", "TYPED")
        .set("labelNames", String.join("\n", Collections.nCopies(1000, "x")));
    OpenVinoModelPortObject model = (OpenVinoModelPortObject) node.execute()[0];
    assertEquals("x", model.getSpec().info().label(105));
  }

  @Test
  void aListOfLabelsOfAnotherLengthFailsWithBothNumbers() {
    node.set("labels", "TYPED").set("labelNames", "cat\ndog");
    KNIMEException e = assertThrows(KNIMEException.class, () -> node.execute());
    assertTrue(e.getMessage().contains("2 labels"), e.getMessage());
    assertTrue(e.getMessage().contains("1000"), e.getMessage());
  }

  @Test
  void aMissingFileIsNamedBeforeAnythingRuns() {
    node.set("file", temp.resolve("none.xml").toString());
    InvalidSettingsException e =
        assertThrows(InvalidSettingsException.class, () -> node.configure());
    assertTrue(e.getMessage().contains("none.xml' is no file"), e.getMessage());
  }

  @Test
  void aFileThatIsNoModelFailsAndLeavesNothing() throws Exception {
    for (Map.Entry<String, String> file :
        Map.of("text.xml", "hello", "text.onnx", "hello").entrySet()) {
      Path path = temp.resolve(file.getKey());
      Files.writeString(path, file.getValue());
      node.set("file", path.toString());
      KNIMEException e = assertThrows(KNIMEException.class, () -> node.execute());
      assertTrue(e.getMessage().contains(file.getKey()), e.getMessage());
      try (Stream<Path> left = Files.walk(temp)) {
        assertEquals(
            List.of(), left.filter(p -> p.getFileName().toString().matches("model\\..*")).toList());
      }
    }
  }

  @Test
  void anIrWithoutItsWeightsFails() throws Exception {
    Path xml = temp.resolve("alone.xml");
    Files.copy(NodeRun.MODEL, xml);
    KNIMEException e =
        assertThrows(KNIMEException.class, () -> node.set("file", xml.toString()).execute());
    assertTrue(e.getMessage().contains("alone.bin"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "mean, 1 2, Mean",
    "scale, 0, scale",
    "device, ' ', Device",
    "task, GUESS, GUESS",
    "precision, f8, f8"
  })
  void aWrongSettingIsRefusedWithItsName(String key, String value, String named) {
    node.set(key, value);
    InvalidSettingsException e =
        assertThrows(InvalidSettingsException.class, () -> node.configure());
    assertTrue(e.getMessage().contains(named), e.getMessage());
  }

  @Test
  void heightWithoutWidthIsRefused() {
    node.set("inputHeight", 224);
    assertThrows(InvalidSettingsException.class, () -> node.configure());
  }
}
