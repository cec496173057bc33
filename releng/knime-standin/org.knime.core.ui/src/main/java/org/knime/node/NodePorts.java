package org.knime.node;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.port.PortType;
import org.knime.core.node.util.CheckUtils;
import org.knime.node.RequirePorts.ConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.ExtendableConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.FinalConfigurablePort;
import org.knime.node.RequirePorts.DynamicPortsAdder;
import org.knime.node.RequirePorts.RequireConfigurablePortMode;
import org.knime.node.RequirePorts.RequirePortDescription;
import org.knime.node.RequirePorts.RequirePortName;
import org.knime.node.RequirePorts.RequireSupportedTypes;

/** The groups of ports of a node in their order. */
record NodePorts(List<Group> inputs, List<Group> outputs) {

  record Port(String name, PortType type) {}

  /**
   * A group.
   *
   * @param supported types of the ports that may be added; empty if none may
   * @param fixed the ports that are always there
   * @param additional the ports that are there at first, behind the fixed ones
   */
  record Group(
      String id,
      String name,
      String description,
      List<PortType> supported,
      List<PortType> fixed,
      List<PortType> additional) {

    /** The ports, as a creation config has them if it has the group. */
    List<Port> ports(Optional<NodeSettingsRO> creation) throws InvalidSettingsException {
      List<PortType> types = new ArrayList<>(fixed);
      if (!supported.isEmpty() && creation.isPresent() && creation.get().containsKey(id)) {
        NodeSettingsRO added = creation.get().getNodeSettings(id);
        for (String key : added.keySet()) {
          types.add(supportedType(added.getNodeSettings(key).getString("object_class")));
        }
      } else {
        types.addAll(additional);
      }
      return types.stream().map(type -> new Port(name, type)).toList();
    }

    private PortType supportedType(String objectClass) throws InvalidSettingsException {
      return supported.stream()
          .filter(type -> type.getPortObjectClass().getName().equals(objectClass))
          .findFirst()
          .orElseThrow(
              () ->
                  new InvalidSettingsException(
                      "Port group \"" + id + "\" has no ports of type " + objectClass));
    }
  }

  static List<Port> ports(List<Group> groups, Optional<NodeSettingsRO> creation)
      throws InvalidSettingsException {
    List<Port> ports = new ArrayList<>();
    for (Group group : groups) {
      ports.addAll(group.ports(creation));
    }
    return ports;
  }

  static NodePorts collect(Consumer<DynamicPortsAdder> ports) {
    NodePorts collected = new NodePorts(new ArrayList<>(), new ArrayList<>());
    ports.accept(
        new DynamicPortsAdder() {
          @Override
          public DynamicPortsAdder addInputPortGroup(
              String groupId, Function<RequirePortName, ConfigurablePort> groupConfiguration) {
            collected.inputs.add(new Draft(groupId).configured(groupConfiguration));
            return this;
          }

          @Override
          public DynamicPortsAdder addOutputPortGroup(
              String groupId, Function<RequirePortName, ConfigurablePort> groupConfiguration) {
            collected.outputs.add(new Draft(groupId).configured(groupConfiguration));
            return this;
          }
        });
    return collected;
  }

  /** Collects what the stages of a group are told. */
  private static final class Draft
      implements RequirePortName,
          RequirePortDescription,
          RequireConfigurablePortMode,
          RequireSupportedTypes<ExtendableConfigurablePort>,
          ExtendableConfigurablePort {

    private final String id;
    private String portName;
    private String portDescription;
    private List<PortType> supported = List.of();
    private List<PortType> fixed = List.of();
    private List<PortType> additional = List.of();

    Draft(String id) {
      this.id = id;
    }

    Group configured(Function<RequirePortName, ConfigurablePort> configuration) {
      configuration.apply(this);
      return new Group(id, portName, portDescription, supported, fixed, additional);
    }

    @Override
    public RequirePortDescription name(String name) {
      portName = name;
      return this;
    }

    @Override
    public RequireConfigurablePortMode description(String description) {
      portDescription = description;
      return this;
    }

    @Override
    public FinalConfigurablePort fixed(PortType portType) {
      fixed = List.of(portType);
      return new FinalConfigurablePort();
    }

    @Override
    public RequireSupportedTypes<ExtendableConfigurablePort> extendable() {
      return this;
    }

    @Override
    public ExtendableConfigurablePort supportedTypes(PortType... portTypes) {
      supported = List.of(portTypes);
      return this;
    }

    @Override
    public ExtendableConfigurablePort fixedTypes(PortType... portTypes) {
      fixed = List.of(portTypes);
      return this;
    }

    @Override
    public ExtendableConfigurablePort defaultNonFixedTypes(PortType... portTypes) {
      additional = List.of(portTypes);
      return this;
    }
  }

  /** IllegalArgumentException when two groups, be they of inputs or outputs, have one id. */
  void checkNames() {
    Set<String> ids = new HashSet<>();
    for (List<Group> side : List.of(inputs, outputs)) {
      for (Group group : side) {
        CheckUtils.checkArgument(
            ids.add(group.id),
            "Two ports have the name \"%s\"; inputs and outputs share their names",
            group.id);
      }
    }
  }
}
