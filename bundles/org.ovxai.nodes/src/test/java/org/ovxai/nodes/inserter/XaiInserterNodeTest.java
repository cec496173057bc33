package org.ovxai.nodes.inserter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.ovxai.engine.model.OutputInfo;
import org.ovxai.engine.model.OutputRole;
import org.ovxai.nodes.NodeRun;
import org.ovxai.nodes.port.OpenVinoModelPortObject;

class XaiInserterNodeTest {
  @TempDir Path temp;
  private NodeRun node;

  @BeforeEach
  void makeNode() {
    node = new NodeRun(XaiInserterNodeFactory.class, temp);
  }

  @Test
  void theModelGetsAnOutputInEightBits() throws Exception {
    OpenVinoModelPortObject model = read("cnn_gap");
    assertNull(node.configure(model.getSpec())[0], "what will be put in is not known before");
    OpenVinoModelPortObject inserted = (OpenVinoModelPortObject) node.execute(model)[0];
    assertEquals(
        new OutputInfo("saliency_map", List.of(1, 6, 8, 8), "u8", OutputRole.SALIENCY_MAP),
        last(inserted));
    assertEquals(model.getSpec().info().labels(), inserted.getSpec().info().labels());
    assertTrue(!model.getSpec().info().hasSaliencyMap(), "the model before stays as it is");
  }

  @Test
  void withoutScalingTheOutputIsFloat() throws Exception {
    node.set("embedScaling", false).set("method", "ActivationMap").set("layer", "stage1");
    OpenVinoModelPortObject inserted = (OpenVinoModelPortObject) node.execute(read("cnn_gap"))[0];
    assertEquals(
        new OutputInfo("saliency_map", List.of(1, 16, 16), "f32", OutputRole.SALIENCY_MAP),
        last(inserted));
  }

  @ParameterizedTest
  @CsvSource({"cnn_gap, ReciproCAM", "vit, ViTReciproCAM", "swin_like, ReciproCAM"})
  void theNetworkDecidesOnTheMethod(String network, String method) throws Exception {
    OpenVinoModelPortObject model = read(network);
    for (String automatic : List.of("automatic", "Auto", "")) {
      List<String> log = NodeRun.log(() -> node.set("method", automatic).execute(model));
      assertTrue(log.get(0).startsWith(method + " was inserted"), log.toString());
    }
  }

  @Test
  void theParametersOfTheMethodArrive() throws Exception {
    OpenVinoModelPortObject model =
        (OpenVinoModelPortObject)
            new NodeRun(org.ovxai.nodes.modelreader.ModelReaderNodeFactory.class, temp)
                .set("file", NodeRun.NETWORKS.resolve("detector_heads.xml").toString())
                .set("task", "DETECTION")
                .execute()[0];
    node.set("methodParameters/mapHeight", 13).set("methodParameters/mapWidth", 17);
    OpenVinoModelPortObject inserted = (OpenVinoModelPortObject) node.execute(model)[0];
    assertEquals(List.of(1, 5, 13, 17), last(inserted).shape());
  }

  @Test
  void aModelWithMapsPassesUnchanged() throws Exception {
    OpenVinoModelPortObject model = read("has_saliency_map");
    assertEquals(model.getSpec(), node.configure(model.getSpec())[0]);
    List<String> log =
        NodeRun.log(
            () -> {
              OpenVinoModelPortObject same = (OpenVinoModelPortObject) node.execute(model)[0];
              assertEquals(model.getSpec().info(), same.getSpec().info());
              return same;
            });
    assertTrue(log.get(0).contains("saliency_map already"), log.toString());
  }

  @Test
  void aMethodForAnotherTaskIsRefusedWithThoseThatFit() throws Exception {
    OpenVinoModelPortObject model = read("cnn_gap");
    node.set("method", "DetClassProbabilityMap");
    InvalidSettingsException e =
        assertThrows(InvalidSettingsException.class, () -> node.configure(model.getSpec()));
    assertTrue(
        e.getMessage().contains("choose: ReciproCAM, ViTReciproCAM, ActivationMap"),
        e.getMessage());
  }

  @Test
  void aMethodThatDoesNotFitTheNetworkFails() throws Exception {
    OpenVinoModelPortObject model = read("cnn_gap");
    node.set("method", "ViTReciproCAM");
    KNIMEException e = assertThrows(KNIMEException.class, () -> node.execute(model));
    assertTrue(e.getMessage().contains("ViTReciproCAM"), e.getMessage());
  }

  @Test
  void anUnknownLayerIsHintedAtAndThenFails() throws Exception {
    OpenVinoModelPortObject model = read("cnn_gap");
    node.set("layer", "nowhere");
    KNIMEException e = assertThrows(KNIMEException.class, () -> node.execute(model));
    assertTrue(e.getMessage().contains("'nowhere'"), e.getMessage());
    assertTrue(e.getMessage().contains("stage2"), e.getMessage());
    assertTrue(node.warning().orElseThrow().contains("'nowhere' is none of the"));
  }

  @Test
  void parametersOutOfRangeAreRefused() throws Exception {
    OpenVinoModelPortObject model = read("cnn_gap");
    refused(model, new NodeRun(XaiInserterNodeFactory.class, temp).set("methodParameters/k", 0));
    refused(
        model,
        new NodeRun(XaiInserterNodeFactory.class, temp).set("methodParameters/anchors", "3; x"));
    refused(model, new NodeRun(XaiInserterNodeFactory.class, temp).set("method", "GradCAM"));
  }

  private static void refused(OpenVinoModelPortObject model, NodeRun node) {
    assertThrows(InvalidSettingsException.class, () -> node.configure(model.getSpec()));
  }

  private OpenVinoModelPortObject read(String network) throws Exception {
    return NodeRun.read(NodeRun.NETWORKS.resolve(network + ".xml"), temp);
  }

  private static OutputInfo last(OpenVinoModelPortObject model) {
    List<OutputInfo> outputs = model.getSpec().info().outputs();
    return outputs.get(outputs.size() - 1);
  }
}
