package org.knime.node;

import java.util.function.Consumer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortType;
import org.knime.node.DefaultNode.RequireModel;

/** Sixth stage: the ports. */
public interface RequirePorts {

  /** The port names must be distinct; they are part of a saved workflow. */
  RequireModel ports(Consumer<PortsAdder> ports);

  /** Adds ports in their order. Descriptions are XML fragments. */
  interface PortsAdder {

    PortsAdder addInputPort(String name, String description, PortType type);

    PortsAdder addOutputPort(String name, String description, PortType type);

    default PortsAdder addInputTable(String name, String description) {
      return addInputPort(name, description, BufferedDataTable.TYPE);
    }

    default PortsAdder addOutputTable(String name, String description) {
      return addOutputPort(name, description, BufferedDataTable.TYPE);
    }
  }
}
