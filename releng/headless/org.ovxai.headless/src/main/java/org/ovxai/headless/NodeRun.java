package org.ovxai.headless;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;

/** What became of one node in a run. */
final class NodeRun {
  /** A node's state; FAILED is KNIME's idle state with an error message. */
  enum State {
    IDLE,
    CONFIGURED,
    EXECUTED,
    FAILED
  }

  private final WorkflowNode node;
  private final List<String> log = new ArrayList<>();
  State state = State.IDLE;
  FlowVariables variables = FlowVariables.of(List.of());
  PortObjectSpec[] inSpecs = {};
  PortObjectSpec[] outSpecs = {};
  PortObject[] outObjects = {};
  Optional<String> warning = Optional.empty();
  Optional<String> error = Optional.empty();
  Optional<String> remark = Optional.empty();
  OptionalDouble seconds = OptionalDouble.empty();

  NodeRun(WorkflowNode node) {
    this.node = node;
  }

  WorkflowNode node() {
    return node;
  }

  void fail(String message) {
    state = State.FAILED;
    error = Optional.of(message);
  }

  /** Adds a line of the node's log; called from any thread. */
  void log(String line) {
    synchronized (log) {
      if (!log.contains(line)) {
        log.add(line);
      }
    }
  }

  List<String> log() {
    synchronized (log) {
      return List.copyOf(log);
    }
  }
}
