package org.ovxai.headless;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObject;
import org.ovxai.headless.Workflow.Connection;
import org.ovxai.standin.NodeRuntime;
import org.ovxai.standin.NodeRuntime.PortInfo;

/**
 * Reads a workflow folder.
 *
 * <p>A workflow that is locked, unreadable or from a newer product is refused. Everything else goes
 * into the lists of the workflow or becomes the problem of one node, and the rest can run. Stricter
 * than KNIME, settings that a node rejects are that node's problem whatever state was saved.
 */
final class WorkflowLoader {
  /** The product whose API the stand-in offers: the newest version whose workflows are accepted. */
  private static final String PRODUCT_VERSION = "5.8.2";

  private static final Set<String> FORMAT_VERSIONS =
      Set.of(
          "2.0.0",
          "2.0.1",
          "2.1.0",
          "2.2.0",
          "2.3.0",
          "2.4.0",
          "2.5.0",
          "2.6.0",
          "2.8.0",
          "2.10.0Pre",
          "2.10.0",
          "3.1.0",
          "3.6.0Pre",
          "3.7.0",
          "3.8.0",
          "4.1.0",
          "5.1.0");
  private static final Pattern VERSION =
      Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6})(?:\\..*)?)?");

  private final NodeFactories factories;

  WorkflowLoader(NodeFactories factories) {
    this.factories = factories;
  }

  /**
   * Loads a workflow.
   *
   * @param folder holds {@code workflow.knime}
   * @throws LoadException if nothing of it can be loaded
   */
  Workflow load(Path folder) throws LoadException {
    Loading loading = new Loading(folder);
    try {
      return loading.run();
    } catch (InvalidSettingsException e) {
      throw new LoadException(
          "Encountered invalid settings while loading the workflow: \""
              + folder.resolve(Workflow.FILE)
              + "\": "
              + e.getMessage(),
          e);
    } catch (IOException e) {
      throw new LoadException("IO error while loading the workflow: " + Messages.of(e), e);
    }
  }

  private final class Loading {
    private final Path folder;
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final SortedMap<Integer, WorkflowNode> nodes = new TreeMap<>();
    private final List<Connection> connections = new ArrayList<>();

    Loading(Path folder) {
      this.folder = folder;
    }

    Workflow run() throws IOException, InvalidSettingsException, LoadException {
      checkLock();
      Config document = ConfigXml.read(folder.resolve(Workflow.FILE));
      checkVersion(document);
      if (document.config("workflow_credentials").isEmpty()) {
        errors.add("workflow.knime: the config \"workflow_credentials\" is missing.");
      }
      List<FlowVariable> variables = loadVariables(document);
      loadNodes(document.requireConfig("nodes"));
      loadConnections(document.requireConfig("connections"));
      return new Workflow(folder, document, nodes, connections, variables, errors, warnings);
    }

    private void checkLock() throws IOException, LoadException {
      Path lockFile = folder.resolve(".knimeLock");
      if (!Files.isWritable(lockFile)) {
        return;
      }
      try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock == null) {
          throw new LoadException("Workflow is locked by another KNIME instance");
        }
      } catch (OverlappingFileLockException e) {
        throw new LoadException("Workflow is locked by another KNIME instance", e);
      }
    }

    private void checkVersion(Config document) throws LoadException {
      String version = document.text("version").orElse("0.9.0");
      String createdBy = document.text("created_by").orElse("");
      boolean nightly = document.isTrue("created_by_nightly");
      Optional<Boolean> newer = isNewer(createdBy);
      if (newer.isEmpty() && !createdBy.isEmpty()) {
        warnings.add("Unable to parse version string \"" + createdBy + "\" of \"created_by\".");
      }
      boolean known = FORMAT_VERSIONS.contains(version);
      if (!known || nightly || newer.orElse(false)) {
        throw new LoadException(
            String.format(
                "Unsupported workflow version: \"%s\" has format version %s and was created by%s"
                    + " KNIME %s. This host runs workflows of format 2.0.0 to 5.1.0 created by a"
                    + " release up to KNIME %s.",
                folder, version, nightly ? " a nightly build of" : "", createdBy, PRODUCT_VERSION));
      }
    }

    private List<FlowVariable> loadVariables(Config document) {
      List<FlowVariable> variables = new ArrayList<>();
      Config saved = document.config("workflow_variables").orElseGet(Config::new);
      for (String key : saved.keys()) {
        try {
          variables.add(FlowVariable.load(saved.requireConfig(key)));
        } catch (InvalidSettingsException e) {
          errors.add("workflow.knime: workflow variable " + key + ": " + e.getMessage());
        }
      }
      return variables;
    }

    private void loadNodes(Config list) throws InvalidSettingsException {
      for (String key : list.keys()) {
        Config entry = list.requireConfig(key);
        int id = entry.integer("id");
        if (nodes.containsKey(id)) {
          throw new InvalidSettingsException("Two nodes have the id " + id + ".");
        }
        String settingsFile = entry.requireText("node_settings_file");
        boolean isMeta = entry.isTrue("node_is_meta");
        String type = entry.text("node_type").orElse(isMeta ? "MetaNode" : "NativeNode");
        nodes.put(id, loadNode(id, settingsFile, type));
      }
    }

    private WorkflowNode loadNode(int id, String settingsFile, String type) {
      String folderName =
          settingsFile.replaceFirst("/[^/]*$", "").replaceFirst(" \\(#\\d+\\)$", "");
      Config settings = new Config();
      String name = folderName;
      try {
        if (!type.equals("NativeNode")) {
          throw new InvalidSettingsException(
              "A node of type "
                  + type
                  + " cannot run here; metanodes and components are not"
                  + " supported.");
        }
        Path file = folder.resolve(settingsFile).normalize();
        if (!file.startsWith(folder)) {
          throw new InvalidSettingsException(
              "The settings file \"" + settingsFile + "\" is outside the workflow.");
        }
        settings = ConfigXml.read(file);
        name = settings.text("name").orElse(folderName);
        Config creation = settings.config("node_creation_config").orElseGet(Config::new);
        NodeRuntime runtime =
            NodeRuntime.create(
                factories.find(settings.requireText("factory")),
                ConfigXml.toNodeSettings(creation));
        WorkflowNode node =
            new WorkflowNode(
                id, name, settingsFile, settings, Optional.of(runtime), Optional.empty());
        node.loadModel();
        return node;
      } catch (IOException
          | InvalidSettingsException
          | ClassNotFoundException
          | InvalidPathException
          | LinkageError e) {
        return broken(id, name, settingsFile, settings, Messages.of(e));
      } catch (RuntimeException e) {
        return broken(
            id, name, settingsFile, settings, "The node could not be made: " + Messages.of(e));
      }
    }

    private WorkflowNode broken(
        int id, String name, String settingsFile, Config settings, String problem) {
      return new WorkflowNode(
          id, name, settingsFile, settings, Optional.empty(), Optional.of(problem));
    }

    private void loadConnections(Config list) throws InvalidSettingsException {
      for (String key : list.keys()) {
        Config entry = list.requireConfig(key);
        Connection connection =
            new Connection(
                entry.integer("sourceID"),
                entry.integer("sourcePort"),
                entry.integer("destID"),
                entry.integer("destPort"));
        Optional<String> fault = fault(connection);
        if (fault.isPresent()) {
          errors.add(
              String.format(
                  "workflow.knime: %s from node %d port %d to node %d port %d is left out: %s.",
                  key,
                  connection.source(),
                  connection.sourcePort(),
                  connection.dest(),
                  connection.destPort(),
                  fault.get()));
        } else {
          connections.add(connection);
        }
      }
    }

    private Optional<String> fault(Connection c) {
      WorkflowNode source = nodes.get(c.source());
      WorkflowNode dest = nodes.get(c.dest());
      if (source == null || dest == null) {
        return Optional.of("there is no node " + (source == null ? c.source() : c.dest()));
      }
      if (connections.stream()
          .anyMatch(o -> o.dest() == c.dest() && o.destPort() == c.destPort())) {
        return Optional.of("the input has another connection already");
      }
      if (successors(c.dest()).contains(c.source())) {
        return Optional.of("it closes a cycle");
      }
      if (source.runtime().isEmpty() || dest.runtime().isEmpty()) {
        return Optional.empty();
      }
      List<PortInfo> outputs = source.runtime().orElseThrow().outputs();
      List<PortInfo> inputs = dest.runtime().orElseThrow().inputs();
      if (c.sourcePort() < 0 || c.sourcePort() > outputs.size()) {
        return Optional.of(source + " has the outputs 0 to " + outputs.size());
      }
      if (c.destPort() < 0 || c.destPort() > inputs.size()) {
        return Optional.of(dest + " has the inputs 0 to " + inputs.size());
      }
      if (c.sourcePort() == 0 || c.destPort() == 0) {
        return c.sourcePort() == c.destPort()
            ? Optional.empty()
            : Optional.of("a flow variable port connects to flow variable ports only");
      }
      PortInfo from = outputs.get(c.sourcePort() - 1);
      PortInfo to = inputs.get(c.destPort() - 1);
      return fits(from.type().getPortObjectClass(), to.type().getPortObjectClass())
          ? Optional.empty()
          : Optional.of(
              String.format(
                  "the output \"%s\" is a %s, the input \"%s\" takes a %s",
                  from.name(), from.type().getName(), to.name(), to.type().getName()));
    }

    /** As in KNIME a general output may lead to a special input: execution decides. */
    private boolean fits(Class<? extends PortObject> from, Class<? extends PortObject> to) {
      if (from == BufferedDataTable.class || to == BufferedDataTable.class) {
        return from == to;
      }
      return to.isAssignableFrom(from) || from.isAssignableFrom(to);
    }

    private Set<Integer> successors(int id) {
      Set<Integer> reached = new HashSet<>(Set.of(id));
      boolean grown = true;
      while (grown) {
        grown = false;
        for (Connection c : connections) {
          grown |= reached.contains(c.source()) && reached.add(c.dest());
        }
      }
      return reached;
    }
  }

  /** Whether a version is newer than the product; empty if it is no version. */
  private static Optional<Boolean> isNewer(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String[] product = PRODUCT_VERSION.split("\\.");
    for (int i = 0; i < 3; i++) {
      String part = matcher.group(i + 1);
      int difference = Integer.parseInt(part == null ? "0" : part) - Integer.parseInt(product[i]);
      if (difference != 0) {
        return Optional.of(difference > 0);
      }
    }
    return Optional.of(false);
  }
}
