package org.knime.node;

import java.util.function.Consumer;
import java.util.function.Function;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortType;
import org.knime.node.DefaultNode.RequireModel;
import org.knime.node.RequirePorts.ConfigurablePort.ExtendableConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.FinalConfigurablePort;

/** Sixth stage: the ports. */
public interface RequirePorts {

  /** The port names must be distinct; they are part of a saved workflow. */
  default RequireModel ports(Consumer<PortsAdder> ports) {
    return dynamicPorts(
        groups ->
            ports.accept(
                new PortsAdder() {
                  @Override
                  public PortsAdder addInputPort(String name, String description, PortType type) {
                    groups.addInputPortGroup(
                        name, g -> g.name(name).description(description).fixed(type));
                    return this;
                  }

                  @Override
                  public PortsAdder addOutputPort(String name, String description, PortType type) {
                    groups.addOutputPortGroup(
                        name, g -> g.name(name).description(description).fixed(type));
                    return this;
                  }
                }));
  }

  /** The group ids must be distinct; they are part of a saved workflow. */
  RequireModel dynamicPorts(Consumer<DynamicPortsAdder> ports);

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

  /** Adds groups of ports in their order. */
  interface DynamicPortsAdder {

    DynamicPortsAdder addInputPortGroup(
        String groupId, Function<RequirePortName, ConfigurablePort> groupConfiguration);

    DynamicPortsAdder addOutputPortGroup(
        String groupId, Function<RequirePortName, ConfigurablePort> groupConfiguration);
  }

  /** First stage of a group. */
  interface RequirePortName {
    RequirePortDescription name(String name);
  }

  /** Second stage of a group. */
  interface RequirePortDescription {
    RequireConfigurablePortMode description(String description);
  }

  /** Third stage of a group: how many ports it has. */
  interface RequireConfigurablePortMode {

    FinalConfigurablePort fixed(PortType portType);

    /** Users may add ports to the group. */
    RequireSupportedTypes<ExtendableConfigurablePort> extendable();
  }

  /**
   * Stage of the types that users may choose from.
   *
   * @param <T> next stage
   */
  interface RequireSupportedTypes<T> {
    T supportedTypes(PortType... portTypes);
  }

  /** A group that is described. */
  sealed interface ConfigurablePort permits FinalConfigurablePort, ExtendableConfigurablePort {

    /** A group that users cannot change. */
    final class FinalConfigurablePort implements ConfigurablePort {}

    /** A group that users may add ports to. */
    non-sealed interface ExtendableConfigurablePort extends ConfigurablePort {

      /** The ports that are always there. May be called once. */
      ExtendableConfigurablePort fixedTypes(PortType... portTypes);

      /** The ports that are there at first. May be called once. */
      ExtendableConfigurablePort defaultNonFixedTypes(PortType... portTypes);
    }
  }
}
