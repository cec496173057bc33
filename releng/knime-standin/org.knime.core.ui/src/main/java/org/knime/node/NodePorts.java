package org.knime.node;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.knime.core.node.port.PortType;
import org.knime.core.node.util.CheckUtils;
import org.knime.node.RequirePorts.PortsAdder;

/** The ports of a node in their order. */
record NodePorts(List<Port> inputs, List<Port> outputs) {

  record Port(String name, String description, PortType type) {}

  static NodePorts collect(Consumer<PortsAdder> ports) {
    NodePorts collected = new NodePorts(new ArrayList<>(), new ArrayList<>());
    ports.accept(
        new PortsAdder() {
          @Override
          public PortsAdder addInputPort(String name, String description, PortType type) {
            collected.inputs.add(new Port(name, description, type));
            return this;
          }

          @Override
          public PortsAdder addOutputPort(String name, String description, PortType type) {
            collected.outputs.add(new Port(name, description, type));
            return this;
          }
        });
    return collected;
  }

  /** IllegalArgumentException when two ports, be they inputs or outputs, have one name. */
  void checkNames() {
    Set<String> names = new HashSet<>();
    for (List<Port> side : List.of(inputs, outputs)) {
      for (Port port : side) {
        CheckUtils.checkArgument(
            names.add(port.name),
            "Two ports have the name \"%s\"; inputs and outputs share their names",
            port.name);
      }
    }
  }
}
