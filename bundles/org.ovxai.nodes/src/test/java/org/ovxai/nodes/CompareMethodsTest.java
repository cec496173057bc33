package org.ovxai.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.standin.NodeRuntime;

/** The workflow compare-methods as it is saved, on two photos and with little work for each. */
class CompareMethodsTest {
  private static final Path WORKFLOW = NodeRun.WORKFLOW.resolveSibling("compare-methods");
  private static final String DATA = "knime://knime.workflow/";

  @TempDir Path temp;
  private final Map<Integer, PortObject[]> done = new HashMap<>();

  @Test
  void everyMethodGetsARow() throws Exception {
    NodeRun.registerPortType();
    NodeSettingsRO workflow = read(WORKFLOW.resolve("workflow.knime"));
    Map<Integer, NodeSettingsRO> nodes = new TreeMap<>();
    NodeSettingsRO list = workflow.getNodeSettings("nodes");
    for (String key : list.keySet()) {
      NodeSettingsRO node = list.getNodeSettings(key);
      nodes.put(node.getInt("id"), read(WORKFLOW.resolve(node.getString("node_settings_file"))));
    }
    for (int id : nodes.keySet()) { // the ids are in the order of the work
      done.put(id, execute(nodes.get(id), inputs(id, workflow.getNodeSettings("connections"))));
    }
    List<String> lines = Files.readAllLines(temp.resolve("results/accuracy.csv"));
    assertEquals(
        "model,method,inferences,pointing_game,insertion,deletion,adcc,coherency,complexity,"
            + "average_drop",
        lines.get(0));
    assertEquals(
        List.of(
            "efficientnet_lite0,ReciproCAM",
            "efficientnet_lite0,ActivationMap",
            "efficientnet_lite0,RISE",
            "efficientnet_lite0,AISE",
            "vit_tiny6,ViTReciproCAM",
            "vit_tiny6,ActivationMap",
            "vit_tiny6,RISE",
            "vit_tiny6,AISE"),
        lines.stream()
            .skip(1)
            .map(l -> String.join(",", List.of(l.split(",")).subList(0, 2)))
            .toList());
    for (String line : lines.subList(1, lines.size())) {
      List<String> fields = List.of(line.split(",", -1));
      assertEquals(10, fields.size(), line);
      for (String percent : fields.subList(4, 10)) {
        double value = Double.parseDouble(percent);
        assertTrue(value >= 0 && value <= 100, line);
      }
    }
    assertEquals(9 * 30, ImageFiles.read(temp.resolve("results/accuracy.png")).height());
  }

  private static NodeSettings read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return (NodeSettings) NodeSettings.loadFromXML(in);
    }
  }

  private PortObject[] inputs(int id, NodeSettingsRO connections) throws Exception {
    Map<Integer, PortObject> inputs = new TreeMap<>();
    for (String key : connections.keySet()) {
      NodeSettingsRO connection = connections.getNodeSettings(key);
      if (connection.getInt("destID") == id) {
        inputs.put(
            connection.getInt("destPort"),
            done.get(connection.getInt("sourceID"))[connection.getInt("sourcePort") - 1]);
      }
    }
    return inputs.values().toArray(PortObject[]::new);
  }

  private PortObject[] execute(NodeSettingsRO saved, PortObject[] in) throws Exception {
    NodeRuntime node =
        NodeRuntime.create(
            factory(saved.getString("factory")), saved.getNodeSettings("node_creation_config"));
    NodeSettings model = (NodeSettings) saved.getNodeSettings("model");
    adapt(model);
    node.loadModelSettings(model);
    List<PortObjectSpec> specs = new ArrayList<>();
    for (PortObject object : in) {
      specs.add(object.getSpec());
    }
    node.configure(specs.toArray(PortObjectSpec[]::new));
    return node.execute(in, NodeRun.context(temp.resolve("execution" + done.size())));
  }

  @SuppressWarnings("unchecked") // asSubclass cannot name the wildcard
  private static Class<? extends NodeFactory<?>> factory(String name) throws Exception {
    return (Class<? extends NodeFactory<?>>) Class.forName(name).asSubclass(NodeFactory.class);
  }

  private void adapt(NodeSettings model) throws Exception {
    for (String key : List.copyOf(model.keySet())) {
      String text = model.getString(key, "");
      if (text.startsWith(DATA)) {
        Path path = WORKFLOW.resolve(text.substring(DATA.length()));
        model.addString(
            key, (path.endsWith("results") ? temp.resolve("results") : path).toString());
      }
    }
    if (model.containsKey("cacheFolder")) {
      model.addString("cacheFolder", "");
    }
    if (model.containsKey("subsetSize")) {
      model.addInt("subsetSize", 2);
    }
    if (model.containsKey("insertionSteps")) {
      model.addInt("insertionSteps", 3);
      model.addInt("deletionSteps", 3);
    }
    if (model.containsKey("blackBox")) {
      NodeSettings blackBox = (NodeSettings) model.getNodeSettings("blackBox");
      blackBox.addInt("numMasks", 40);
      blackBox.addBoolean("numMasks_is_present", true);
      blackBox.addInt("iterations", 5);
      blackBox.addBoolean("iterations_is_present", true);
    }
  }
}
