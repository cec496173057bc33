package org.ovxai.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObject;
import org.ovxai.nodes.port.OpenVinoModelPortObject;
import org.ovxai.nodes.port.OpenVinoModelPortObjectSpec;
import org.ovxai.standin.Executions;
import org.ovxai.standin.NodeRuntime;
import org.ovxai.standin.PortTypes;

/** The workflow view-explanations, node by node. */
class ViewExplanationsTest {
  private static final Path WORKFLOW =
      Path.of(System.getProperty("ovxai.root", "../.."), "test-workflows", "view-explanations")
          .toAbsolutePath()
          .normalize();

  @TempDir Path temp;

  private interface Change {
    void to(NodeSettings settings);
  }

  private PortObject[] run(String name, Change change, PortObject... in) throws Exception {
    try (InputStream file = Files.newInputStream(WORKFLOW.resolve(name).resolve("settings.xml"))) {
      NodeSettings settings = (NodeSettings) NodeSettings.loadFromXML(file);
      NodeRuntime node = NodeRuntime.create(factory(settings.getString("factory")));
      NodeSettings model = settings.getNodeSettings("model");
      change.to(model);
      node.loadModelSettings(model);
      return Explanations.execute(node, temp, in);
    }
  }

  @SuppressWarnings("unchecked")
  private static Class<? extends NodeFactory<?>> factory(String name) throws Exception {
    return (Class<? extends NodeFactory<?>>) Class.forName(name).asSubclass(NodeFactory.class);
  }

  @Test
  void thePageShowsThreeMapsForEachPhoto() throws Exception {
    PortTypes.register(
        OpenVinoModelPortObject.class,
        OpenVinoModelPortObject.Serializer::new,
        OpenVinoModelPortObjectSpec.class,
        OpenVinoModelPortObjectSpec.Serializer::new,
        "OpenVINO Model",
        "#6C3FC5");
    Path page = temp.resolve("page.html");
    Executions.runInNodeContext(
        WORKFLOW,
        () -> {
          PortObject model =
              run("OpenVINO Model Reader (#1)", s -> s.addString("cacheFolder", ""))[0];
          PortObject images = run("Annotated Image Reader (#2)", s -> {})[0];
          PortObject maps = run("White-Box Explainer (#3)", s -> {}, model, images)[0];
          run("Saliency Overlay Viewer (#4)", s -> s.addString("page", page.toString()), maps);
        });
    String text = Files.readString(page);
    assertEquals(9, text.split("id=\"map-", -1).length - 1);
    assertEquals(3, text.split("id=\"picture-", -1).length - 1);
    assertEquals(3, text.split("data:image/jpeg;base64,", -1).length - 1);
    assertTrue(text.contains("\"n\":\"koala\""));
  }
}
