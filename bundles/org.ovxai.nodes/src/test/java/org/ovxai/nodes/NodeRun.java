package org.ovxai.nodes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeLogger;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.ovxai.nodes.modelreader.ModelReaderNodeFactory;
import org.ovxai.nodes.port.OpenVinoModelPortObject;
import org.ovxai.nodes.port.OpenVinoModelPortObjectSpec;
import org.ovxai.standin.Executions;
import org.ovxai.standin.LogSink;
import org.ovxai.standin.NodeRuntime;
import org.ovxai.standin.PortTypes;

/** One node, configured and executed as in a workflow. */
public final class NodeRun {
  /** The workflow with EfficientNet-Lite0 and photos. */
  public static final Path WORKFLOW =
      Path.of(System.getProperty("ovxai.root", "../.."), "test-workflows", "explain-photos")
          .toAbsolutePath()
          .normalize();

  /** Small networks with fixed random weights, and what explains them. */
  public static final Path NETWORKS =
      Path.of(System.getProperty("ovxai.root", "../.."))
          .resolve("bundles/org.ovxai.engine/src/test/networks")
          .toAbsolutePath()
          .normalize();

  /** EfficientNet-Lite0. */
  public static final Path MODEL =
      WORKFLOW.resolve("data/efficientnet_lite0/efficientnet_lite0.xml");

  /** The photos. */
  public static final Path PHOTOS = WORKFLOW.resolve("data/images");

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static boolean registered;

  private final NodeRuntime node;
  private final Path folder;
  private final Map<String, Consumer<NodeSettings>> changes = new LinkedHashMap<>();
  private BooleanSupplier canceled = () -> false;

  /**
   * A new node with default parameters.
   *
   * @param folder for temporary files
   */
  public NodeRun(Class<? extends NodeFactory<?>> factory, Path folder) {
    registerPortType();
    node = NodeRuntime.create(factory);
    this.folder = folder;
  }

  /**
   * A new node with default parameters and further tables.
   *
   * @param group the group of ports that tables are added to
   * @param tables how many are added
   */
  public NodeRun(Class<? extends NodeFactory<?>> factory, Path folder, String group, int tables)
      throws InvalidSettingsException {
    registerPortType();
    NodeSettings creation = new NodeSettings("node_creation_config");
    NodeSettingsWO added = creation.addNodeSettings(group);
    for (int i = 0; i < tables; i++) {
      added
          .addNodeSettings("port_" + i)
          .addString("object_class", BufferedDataTable.class.getName());
    }
    node = NodeRuntime.create(factory, creation);
    this.folder = folder;
  }

  /** Registers what {@code plugin.xml} registers in the product. */
  public static synchronized void registerPortType() {
    if (!registered) {
      registered = true;
      PortTypes.register(
          OpenVinoModelPortObject.class,
          OpenVinoModelPortObject.Serializer::new,
          OpenVinoModelPortObjectSpec.class,
          OpenVinoModelPortObjectSpec.Serializer::new,
          "OpenVINO Model",
          "#6C3FC5");
    }
  }

  /** The model of this file, read without any settings but its labels. */
  public static OpenVinoModelPortObject read(Path file, Path folder, String... labels)
      throws Exception {
    NodeRun reader = new NodeRun(ModelReaderNodeFactory.class, folder).set("file", file.toString());
    if (labels.length > 0) {
      reader.set("labels", "TYPED").set("labelNames", String.join("\n", labels));
    }
    return (OpenVinoModelPortObject) reader.execute()[0];
  }

  /** What the nodes log at INFO while something runs. */
  public static List<String> log(Callable<?> action) throws Exception {
    List<String> lines = new ArrayList<>();
    LogSink.set(
        line -> {
          if (line.level() == NodeLogger.LEVEL.INFO) {
            lines.add(line.message());
          }
        });
    try {
      action.call();
    } finally {
      LogSink.set(null);
    }
    return lines;
  }

  /** Sets a parameter; the key of one in a group is {@code group/key}. */
  public NodeRun set(String key, String value) {
    return change(key, (settings, name) -> settings.addString(name, value));
  }

  /** Sets a parameter. */
  public NodeRun set(String key, boolean value) {
    return change(key, (settings, name) -> settings.addBoolean(name, value));
  }

  /** Sets a parameter. */
  public NodeRun set(String key, int value) {
    return change(key, (settings, name) -> settings.addInt(name, value));
  }

  private NodeRun change(String key, BiConsumer<NodeSettings, String> change) {
    int slash = key.indexOf('/');
    changes.put(
        key,
        settings ->
            change.accept(
                slash < 0 ? settings : group(settings, key.substring(0, slash)),
                key.substring(slash + 1)));
    return this;
  }

  private static NodeSettings group(NodeSettings settings, String name) {
    try {
      return settings.getNodeSettings(name);
    } catch (InvalidSettingsException e) {
      throw new AssertionError(e);
    }
  }

  /** Cancels the execution as soon as the condition holds. */
  public NodeRun cancelWhen(BooleanSupplier condition) {
    canceled = condition;
    return this;
  }

  /**
   * Configures the node, its unset parameters as it guesses them, and gives the specs of its
   * outputs.
   */
  public PortObjectSpec[] configure(PortObjectSpec... in) throws InvalidSettingsException {
    if (!changes.isEmpty()) {
      guess(in);
      NodeSettings settings = saved();
      changes.values().forEach(change -> change.accept(settings));
      changes.clear();
      node.loadModelSettings(settings);
    }
    return node.configure(in);
  }

  private void guess(PortObjectSpec[] in) {
    try {
      node.configure(in);
    } catch (InvalidSettingsException e) {
      Logger.getLogger(NodeRun.class.getName()).fine("Not enough yet: " + e.getMessage());
    }
    node.takeWarning();
  }

  /** Configures and executes the node. */
  public PortObject[] execute(PortObject... in) throws Exception {
    PortObjectSpec[] specs = new PortObjectSpec[in.length];
    for (int i = 0; i < in.length; i++) {
      specs[i] = in[i].getSpec();
    }
    configure(specs);
    return node.execute(
        in, context(folder.resolve("execution" + NUMBER.incrementAndGet()), canceled));
  }

  /** The warning since the last call. */
  public Optional<String> warning() {
    return node.takeWarning();
  }

  /** The parameters as they are saved. */
  public NodeSettings saved() {
    NodeSettings saved = new NodeSettings("model");
    node.saveModelSettings(saved);
    return saved;
  }

  /** A context whose tables and file stores lie in the folder. */
  public static ExecutionContext context(Path folder) {
    return context(folder, () -> false);
  }

  private static ExecutionContext context(Path folder, BooleanSupplier canceled) {
    return Executions.create(folder, (fraction, message) -> {}, canceled);
  }

  /** A table of these rows. */
  public static BufferedDataTable table(Path folder, DataTableSpec spec, DataRow... rows) {
    BufferedDataContainer container =
        context(folder.resolve("table" + NUMBER.incrementAndGet())).createDataContainer(spec);
    for (DataRow row : rows) {
      container.addRowToTable(row);
    }
    container.close();
    return container.getTable();
  }

  /** The rows of a table. */
  public static List<DataRow> rows(PortObject table) {
    List<DataRow> rows = new ArrayList<>();
    try (CloseableRowIterator iterator = ((BufferedDataTable) table).iterator()) {
      iterator.forEachRemaining(rows::add);
    }
    return rows;
  }
}
