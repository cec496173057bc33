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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.ovxai.standin.NodeRuntime;

class WorkflowSettingsTest {

  static List<Path> nodes() throws IOException {
    Path workflows = NodeRun.WORKFLOW.getParent();
    try (Stream<Path> files = Files.walk(workflows, 4)) {
      return files
          .filter(f -> f.getFileName().toString().equals("settings.xml"))
          .filter(WorkflowSettingsTest::isOfThisBundle)
          .map(f -> workflows.relativize(f.getParent()))
          .sorted()
          .toList();
    }
  }

  private static boolean isOfThisBundle(Path file) {
    try {
      String bundle = settings(file).getString("node-bundle-symbolic-name");
      return bundle.equals("org.ovxai.nodes");
    } catch (IOException | InvalidSettingsException e) {
      throw new AssertionError(file.toString(), e);
    }
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void theWorkflowsSettingsAreThoseThatTheNodesSave(Path node) throws Exception {
    Path folder = NodeRun.WORKFLOW.getParent().resolve(node);
    NodeSettingsRO file = settings(folder.resolve("settings.xml"));
    NodeRun.registerPortType();
    NodeRuntime runtime = NodeRuntime.create(factory(file.getString("factory")));
    runtime.loadModelSettings(file.getNodeSettings("model"));
    NodeSettings saved = new NodeSettings("model");
    runtime.saveModelSettings(saved);
    assertEquals(file.getNodeSettings("model"), saved);
    assertEquals(runtime.name(), file.getString("node-name"));
    Set<String> variables = workflowVariables(folder.getParent());
    NodeSettingsRO mapping = file.getNodeSettings("variables").getNodeSettings("tree");
    checkMapping(mapping, saved, variables);
  }

  private static void checkMapping(
      NodeSettingsRO mapping, NodeSettingsRO saved, Set<String> variables) throws Exception {
    for (String key : mapping.keySet()) {
      assertTrue(saved.containsKey(key), key);
      NodeSettingsRO inner = mapping.getNodeSettings(key);
      if (inner.containsKey("used_variable")) {
        String variable = inner.getString("used_variable");
        assertTrue(variables.contains(variable), variable);
      } else {
        checkMapping(inner, saved.getNodeSettings(key), variables);
      }
    }
  }

  private static Set<String> workflowVariables(Path workflow) throws Exception {
    NodeSettingsRO variables =
        settings(workflow.resolve("workflow.knime")).getNodeSettings("workflow_variables");
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
}
