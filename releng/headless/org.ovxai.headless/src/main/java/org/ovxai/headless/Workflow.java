package org.ovxai.headless;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A loaded workflow. Its connections are free of cycles and lead to existing ports. */
final class Workflow {
  static final String FILE = "workflow.knime";

  /** A connection; port 0 is the flow variable port, real ports count from 1. */
  record Connection(int source, int sourcePort, int dest, int destPort) {}

  private static final String VARIABLES = "workflow_variables";

  private final Path folder;
  private final Config document;
  private final SortedMap<Integer, WorkflowNode> nodes;
  private final List<Connection> connections;
  private final List<FlowVariable> variables;
  private final List<String> errors;
  private final List<String> warnings;

  /**
   * A workflow.
   *
   * @param document the content of {@code workflow.knime}
   * @param errors what went wrong while loading, without the nodes' own problems
   */
  Workflow(
      Path folder,
      Config document,
      SortedMap<Integer, WorkflowNode> nodes,
      List<Connection> connections,
      List<FlowVariable> variables,
      List<String> errors,
      List<String> warnings) {
    this.folder = folder;
    this.document = document;
    this.nodes = nodes;
    this.connections = List.copyOf(connections);
    this.variables = new ArrayList<>(variables);
    this.errors = List.copyOf(errors);
    this.warnings = List.copyOf(warnings);
  }

  Path folder() {
    return folder;
  }

  /** The content of {@code workflow.knime} as it is to be saved. */
  Config document() {
    return document;
  }

  List<String> errors() {
    return errors;
  }

  List<String> warnings() {
    return warnings;
  }

  List<FlowVariable> variables() {
    return List.copyOf(variables);
  }

  Optional<WorkflowNode> node(int id) {
    return Optional.ofNullable(nodes.get(id));
  }

  List<WorkflowNode> nodes() {
    return List.copyOf(nodes.values());
  }

  /** The connections that end at a node, by the number of the input. */
  Map<Integer, Connection> inputsOf(int id) {
    Map<Integer, Connection> inputs = new TreeMap<>();
    connections.stream().filter(c -> c.dest() == id).forEach(c -> inputs.put(c.destPort(), c));
    return inputs;
  }

  /** Sets or adds a workflow variable, also in the document. */
  void setVariable(FlowVariable variable) {
    variables.removeIf(v -> v.name().equals(variable.name()));
    variables.add(variable);
    Config saved = document.config(VARIABLES).orElseGet(Config::new);
    document.put(VARIABLES, saved);
    int free = 0;
    for (String key : saved.keys()) {
      Optional<Config> other = saved.config(key);
      if (other.flatMap(c -> c.text("name")).equals(Optional.of(variable.name()))) {
        saved.put(key, variable.save());
        return;
      }
      free =
          Math.max(free, key.matches("Var_\\d{1,6}") ? Integer.parseInt(key.substring(4)) + 1 : 0);
    }
    saved.put("Var_" + free, variable.save());
  }

  /** All nodes, each after those it takes anything from; otherwise by id. */
  List<WorkflowNode> inTopologicalOrder() {
    Map<Integer, WorkflowNode> ordered = new LinkedHashMap<>();
    while (ordered.size() < nodes.size()) {
      WorkflowNode next =
          nodes.values().stream()
              .filter(n -> !ordered.containsKey(n.id()))
              .filter(n -> ordered.keySet().containsAll(predecessors(n.id())))
              .findFirst()
              .orElseThrow();
      ordered.put(next.id(), next);
    }
    return List.copyOf(ordered.values());
  }

  private Set<Integer> predecessors(int id) {
    Set<Integer> predecessors = new HashSet<>();
    inputsOf(id).values().forEach(c -> predecessors.add(c.source()));
    return predecessors;
  }
}
