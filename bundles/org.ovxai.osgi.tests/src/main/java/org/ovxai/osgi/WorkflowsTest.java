package org.ovxai.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.core.runtime.Platform;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.ovxai.headless.BatchApplication;
import org.ovxai.workflowcheck.ExpectedOutputs;

/** The workflows in {@code test-workflows}, as {@code releng/run-workflow} runs them. */
class WorkflowsTest {
  private static final Path WORKFLOWS =
      Path.of(System.getProperty("ovxai.root"), "test-workflows").toAbsolutePath().normalize();

  private static final Pattern NODE =
      Pattern.compile("key=\"(factory|node-name)\" type=\"xstring\" value=\"([^\"]*)\"");

  @TempDir Path temp;

  @TestFactory
  Stream<DynamicTest> everyWorkflowWritesWhatIsExpected() throws IOException {
    return workflows(WORKFLOWS).stream()
        .map(w -> dynamicTest(WORKFLOWS.relativize(w).toString(), () -> run(w)));
  }

  private void run(Path workflow) throws IOException {
    Path results = Files.createDirectory(temp.resolve(workflow.getFileName()));
    ExpectedOutputs expected = new ExpectedOutputs(workflow);
    List<String> options = new ArrayList<>(expected.options(results));
    options.addAll(List.of("-workflowDir=" + workflow, "-nosave", "-failonloaderror"));
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(log, true, StandardCharsets.UTF_8);
    int code = new BatchApplication().run(printed, printed, options.toArray(String[]::new));
    assertEquals(0, code, () -> log.toString(StandardCharsets.UTF_8));
    assertEquals(
        List.of(),
        expected.differences(results),
        "if this is right, make it the expected output: releng/workflow-matrix --write "
            + workflow);
  }

  @Test
  void everyNodeHasAnExample() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (Path workflow : workflows(WORKFLOWS.resolve("nodes"))) {
      shown.add(factoryOf(workflow));
    }
    Set<String> registered =
        Arrays.stream(
                Platform.getExtensionRegistry()
                    .getConfigurationElementsFor("org.knime.workbench.repository.nodes"))
            .map(node -> node.getAttribute("factory-class"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(registered, shown);
  }

  /** The factory of the node that the folder is named after. */
  private static String factoryOf(Path workflow) throws IOException {
    try (Stream<Path> nodes = Files.list(workflow)) {
      for (Path settings : nodes.map(n -> n.resolve("settings.xml")).toList()) {
        if (Files.exists(settings)) {
          Matcher matcher = NODE.matcher(Files.readString(settings));
          matcher.find();
          String factory = matcher.group(2);
          matcher.find();
          String name = matcher.group(2).toLowerCase(Locale.ROOT).replace(' ', '-');
          if (workflow.endsWith(name)) {
            return factory;
          }
        }
      }
    }
    return "no node is called like the folder " + workflow;
  }

  private static List<Path> workflows(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files.filter(f -> f.endsWith("workflow.knime")).map(Path::getParent).sorted().toList();
    }
  }
}
