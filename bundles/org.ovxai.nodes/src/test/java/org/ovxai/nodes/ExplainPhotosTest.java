package org.ovxai.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.port.PortObject;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.nodes.imagereader.AnnotatedImageReaderNodeFactory;
import org.ovxai.nodes.mapwriter.SaliencyMapWriterNodeFactory;
import org.ovxai.nodes.modelreader.ModelReaderNodeFactory;
import org.ovxai.nodes.whitebox.WhiteBoxExplainerNodeFactory;
import org.ovxai.standin.NodeRuntime;

class ExplainPhotosTest {
  @TempDir Path temp;

  @Test
  void fourNodesTurnPhotosIntoOverlays() throws Exception {
    Path photos = Files.createDirectories(temp.resolve("photos"));
    for (String name : List.of("koala.jpg", "macaw.jpg")) {
      Files.copy(NodeRun.PHOTOS.resolve(name), photos.resolve(name));
    }
    Path results = temp.resolve("results");
    PortObject model =
        new NodeRun(ModelReaderNodeFactory.class, temp)
            .set("file", NodeRun.MODEL.toString())
            .set("mean", "127")
            .set("scale", "128")
            .execute()[0];
    PortObject images =
        new NodeRun(AnnotatedImageReaderNodeFactory.class, temp)
            .set("folder", photos.toString())
            .execute()[0];
    PortObject explanations =
        new NodeRun(WhiteBoxExplainerNodeFactory.class, temp).execute(model, images)[0];
    new NodeRun(SaliencyMapWriterNodeFactory.class, temp)
        .set("folder", results.toString())
        .set("format", "both")
        .execute(explanations);
    assertEquals(
        List.of(
            "explanations.csv",
            "koala_105_koala_conf_0.87.npy",
            "koala_105_koala_conf_0.87.png",
            "macaw_88_macaw_conf_0.90.npy",
            "macaw_88_macaw_conf_0.90.png"),
        files(results));
    RgbImage overlay = ImageFiles.read(results.resolve("koala_105_koala_conf_0.87.png"));
    assertTrue(
        red(overlay, 0.5, 0.45) > red(overlay, 0.05, 0.95) + 60,
        "the koala is lit up, the corner is not");
  }

  @ParameterizedTest
  @CsvSource({
    "OpenVINO Model Reader (#1)",
    "Annotated Image Reader (#2)",
    "White-Box Explainer (#3)",
    "Saliency Map Writer (#4)"
  })
  void theWorkflowsSettingsAreThoseThatTheNodesSave(String folder) throws Exception {
    NodeSettingsRO file = settings(NodeRun.WORKFLOW.resolve(folder).resolve("settings.xml"));
    NodeRun.registerPortType();
    NodeRuntime node = NodeRuntime.create(factory(file.getString("factory")));
    node.loadModelSettings(file.getNodeSettings("model"));
    NodeSettings saved = new NodeSettings("model");
    node.saveModelSettings(saved);
    assertEquals(file.getNodeSettings("model"), saved);
    assertEquals(node.name(), file.getString("node-name"));
    Set<String> variables = workflowVariables();
    NodeSettingsRO mapping = file.getNodeSettings("variables").getNodeSettings("tree");
    for (String key : mapping.keySet()) {
      assertTrue(saved.containsKey(key), key);
      String variable = mapping.getNodeSettings(key).getString("used_variable");
      assertTrue(variables.contains(variable), variable);
    }
  }

  private static Set<String> workflowVariables() throws Exception {
    NodeSettingsRO variables =
        settings(NodeRun.WORKFLOW.resolve("workflow.knime")).getNodeSettings("workflow_variables");
    Set<String> names = new HashSet<>();
    for (String key : variables.keySet()) {
      names.add(variables.getNodeSettings(key).getString("name"));
    }
    return names;
  }

  private static NodeSettingsRO settings(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return NodeSettings.loadFromXML(in);
    }
  }

  @SuppressWarnings("unchecked")
  private static Class<? extends NodeFactory<?>> factory(String name) throws Exception {
    return (Class<? extends NodeFactory<?>>) Class.forName(name).asSubclass(NodeFactory.class);
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  /** How red a place is, given as parts of width and height. */
  private static int red(RgbImage image, double x, double y) {
    int at = 3 * ((int) (y * image.height()) * image.width() + (int) (x * image.width()));
    return image.data()[at] & 0xff;
  }
}
