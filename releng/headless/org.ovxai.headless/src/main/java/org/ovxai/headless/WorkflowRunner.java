package org.ovxai.headless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeLogger.LEVEL;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.ovxai.headless.NodeRun.State;
import org.ovxai.headless.Workflow.Connection;
import org.ovxai.standin.Executions;
import org.ovxai.standin.LogSink;
import org.ovxai.standin.NodeRuntime;

/**
 * Configures and executes the nodes of a workflow, one after the other in topological order. A node
 * that fails stops its own branch only.
 */
final class WorkflowRunner implements AutoCloseable {
  private final Workflow workflow;
  private final Path scratch;
  private final BooleanSupplier canceled;
  private final Report report;
  private final Map<Integer, NodeRun> runs = new LinkedHashMap<>();
  private volatile Optional<NodeRun> current = Optional.empty();

  /**
   * A runner of one workflow.
   *
   * @param scratch where the nodes' temporary files go
   * @param canceled asked by the running node and between nodes
   */
  WorkflowRunner(Workflow workflow, Path scratch, BooleanSupplier canceled, Report report) {
    this.workflow = workflow;
    this.scratch = scratch;
    this.canceled = canceled;
    this.report = report;
    workflow.inTopologicalOrder().forEach(node -> runs.put(node.id(), new NodeRun(node)));
    LogSink.set(this::log);
  }

  /** The nodes in the order of execution. */
  List<NodeRun> runs() {
    return List.copyOf(runs.values());
  }

  boolean isExecuted() {
    return runs.values().stream().allMatch(run -> run.state == State.EXECUTED);
  }

  /** Configures every node as far as the specs of its inputs are known. */
  void configureAll() {
    for (NodeRun run : runs.values()) {
      current = Optional.of(run);
      if (run.node().problem().isPresent()) {
        run.variables = variablesAt(run);
        run.fail(run.node().problem().get());
      } else {
        configure(run, specsAt(run));
      }
      current = Optional.empty();
    }
  }

  /** Executes every node that can be executed, after {@link #configureAll}; reports each. */
  void executeAll() {
    for (NodeRun run : runs.values()) {
      current = Optional.of(run);
      if (!canceled.getAsBoolean() && run.node().problem().isEmpty()) {
        Optional<String> obstacle = obstacle(run);
        if (obstacle.isEmpty()) {
          execute(run);
        } else if (run.error.isEmpty() && run.warning.isEmpty()) {
          run.remark = obstacle;
        }
      }
      report.nodeFinished(run);
      releaseInputs(run);
      current = Optional.empty();
    }
  }

  @Override
  public void close() {
    LogSink.set(null);
    workflow.nodes().forEach(node -> node.runtime().ifPresent(NodeRuntime::dispose));
  }

  private Optional<String> obstacle(NodeRun run) {
    Map<Integer, Connection> inputs = workflow.inputsOf(run.node().id());
    for (Connection connection : inputs.values()) {
      NodeRun source = runs.get(connection.source());
      if (source.state != State.EXECUTED) {
        return Optional.of("waits for " + source.node() + ", which was not executed");
      }
    }
    List<NodeRuntime.PortInfo> ports = runtime(run).inputs();
    for (int i = 0; i < ports.size(); i++) {
      if (!inputs.containsKey(i + 1) && !ports.get(i).type().isOptional()) {
        return Optional.of(
            "input " + (i + 1) + " (\"" + ports.get(i).name() + "\") is not connected");
      }
    }
    return Optional.empty();
  }

  private void execute(NodeRun run) {
    PortObject[] in = objectsAt(run);
    PortObjectSpec[] specs =
        Arrays.stream(in).map(o -> o == null ? null : o.getSpec()).toArray(PortObjectSpec[]::new);
    report.nodeStarted(run.node());
    long start = System.nanoTime();
    if (run.state != State.CONFIGURED || !Arrays.equals(specs, run.inSpecs)) {
      configure(run, specs);
    }
    if (run.state != State.CONFIGURED) {
      return;
    }
    try {
      Path folder = Files.createDirectories(scratch.resolve("node-" + run.node().id()));
      ExecutionContext exec =
          Executions.create(
              folder,
              (fraction, message) ->
                  report.progress(fraction, Objects.requireNonNullElse(message, "")),
              canceled);
      inContext(() -> run.outObjects = runtime(run).execute(in, exec));
      run.state = State.EXECUTED;
      runtime(run).takeWarning().ifPresent(text -> run.warning = Optional.of(text));
      checkSpecs(run);
    } catch (CanceledExecutionException e) {
      run.warning = Optional.of("Execution canceled");
    } catch (KNIMEException e) {
      run.fail(Messages.of(e));
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError | AssertionError e) {
      run.fail("Execute failed: " + Messages.of(e));
      traceFault(e);
    }
    run.seconds = OptionalDouble.of((System.nanoTime() - start) / 1e9);
  }

  private void checkSpecs(NodeRun run) {
    for (int i = 0; i < run.outObjects.length; i++) {
      if (run.outSpecs[i] instanceof DataTableSpec configured
          && run.outObjects[i].getSpec() instanceof DataTableSpec executed
          && !configured.equalStructure(executed)) {
        run.warning =
            Optional.of("DataSpec generated by configure does not match spec after execution.");
      }
    }
  }

  private void configure(NodeRun run, PortObjectSpec[] specs) {
    NodeRuntime runtime = runtime(run);
    run.state = State.IDLE;
    run.warning = Optional.empty();
    run.error = Optional.empty();
    run.inSpecs = specs;
    run.outSpecs = new PortObjectSpec[runtime.outputs().size()];
    run.variables = variablesAt(run);
    try {
      applyVariables(run);
    } catch (InvalidSettingsException e) {
      run.warning =
          Optional.of(
              "Errors loading flow variables into node : " + run.node() + ": " + Messages.of(e));
      return;
    }
    for (int i = 0; i < specs.length; i++) {
      if (specs[i] == null && !runtime.inputs().get(i).type().isOptional()) {
        return;
      }
    }
    try {
      inContext(() -> run.outSpecs = runtime.configure(specs));
      run.state = State.CONFIGURED;
      run.warning = runtime.takeWarning();
    } catch (InvalidSettingsException e) {
      run.warning = Optional.of(Messages.of(e));
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      run.fail("Configure failed (" + e.getClass().getSimpleName() + "): " + Messages.of(e));
      traceFault(e);
    }
  }

  private void applyVariables(NodeRun run) throws InvalidSettingsException {
    Config mapping = run.node().mapping();
    if (mapping.keys().isEmpty()) {
      return;
    }
    FlowVariables.Overlay overlay = run.variables.overlay(run.node().model(), mapping);
    run.node().load(overlay.model());
    run.variables = run.variables.with(overlay.exposed());
  }

  private FlowVariables variablesAt(NodeRun run) {
    List<FlowVariables> stacks = new ArrayList<>();
    for (Connection connection : workflow.inputsOf(run.node().id()).values()) {
      stacks.add(runs.get(connection.source()).variables);
    }
    return stacks.isEmpty() ? FlowVariables.of(workflow.variables()) : FlowVariables.merge(stacks);
  }

  private PortObjectSpec[] specsAt(NodeRun run) {
    PortObjectSpec[] specs = new PortObjectSpec[runtime(run).inputs().size()];
    workflow
        .inputsOf(run.node().id())
        .forEach(
            (port, connection) -> {
              NodeRun source = runs.get(connection.source());
              if (port > 0 && source.state == State.CONFIGURED) {
                specs[port - 1] = source.outSpecs[connection.sourcePort() - 1];
              }
            });
    return specs;
  }

  private PortObject[] objectsAt(NodeRun run) {
    PortObject[] objects = new PortObject[runtime(run).inputs().size()];
    workflow
        .inputsOf(run.node().id())
        .forEach(
            (port, connection) -> {
              if (port > 0) {
                objects[port - 1] =
                    runs.get(connection.source()).outObjects[connection.sourcePort() - 1];
              }
            });
    return objects;
  }

  /** Lets go of the data of those sources whose last reader this node was. */
  private void releaseInputs(NodeRun run) {
    List<Integer> done = new ArrayList<>();
    for (int id : runs.keySet()) {
      done.add(id);
      if (id == run.node().id()) {
        break;
      }
    }
    for (Connection input : workflow.inputsOf(run.node().id()).values()) {
      boolean needed =
          runs.keySet().stream()
              .filter(id -> !done.contains(id))
              .flatMap(id -> workflow.inputsOf(id).values().stream())
              .anyMatch(other -> other.source() == input.source());
      if (!needed) {
        runs.get(input.source()).outObjects = new PortObject[0];
      }
    }
  }

  private void inContext(ThrowingRunnable work) throws Exception {
    Executions.runInNodeContext(workflow.folder(), work::run);
  }

  /** What a node does; may throw anything. */
  private interface ThrowingRunnable {
    void run() throws Exception;
  }

  /** A wrong input is the user's; for anything else the trace helps whoever mends the node. */
  private void traceFault(Throwable thrown) {
    if (!(thrown instanceof IOException)) {
      report.trace(thrown);
    }
  }

  private static NodeRuntime runtime(NodeRun run) {
    return run.node().runtime().orElseThrow();
  }

  private void log(LogSink.LogLine line) {
    boolean ours = line.logger().startsWith("org.ovxai.") && line.level() != LEVEL.DEBUG;
    boolean grave = line.level() == LEVEL.ERROR || line.level() == LEVEL.FATAL;
    if (ours || grave) {
      String level = line.level() == LEVEL.INFO ? "" : String.format("%-6s", line.level());
      Optional<NodeRun> run = current;
      if (run.isPresent()) {
        run.get().log(level + line.message());
      } else {
        report.info(level + line.message());
      }
    }
  }
}
