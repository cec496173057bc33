package org.ovxai.standin;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.util.CheckUtils;
import org.ovxai.standin.internal.Access;
import org.ovxai.standin.internal.Contexts;
import org.ovxai.standin.internal.NodeDriver;

/**
 * One node as a host drives it. Not thread-safe. Port arrays hold the real ports only; the hidden
 * flow variable port is the host's business.
 */
public final class NodeRuntime {

  private final NodeFactory<?> factory;
  private final NodeDriver driver;
  private String warning;

  private NodeRuntime(NodeFactory<?> factory, NodeDriver driver) {
    this.factory = factory;
    this.driver = driver;
  }

  /** A port's name and type; {@code type.isOptional()} tells whether it may stay unconnected. */
  public record PortInfo(String name, PortType type) {}

  /**
   * A new node of a factory with a public no-argument constructor. IllegalStateException when the
   * factory cannot be created, for example because of a description that is no XML fragment.
   */
  public static NodeRuntime create(Class<? extends NodeFactory<?>> factoryClass) {
    return create(newFactory(factoryClass));
  }

  /**
   * A new node with the ports that a saved {@code node_creation_config} has.
   * InvalidSettingsException when a port has a type that its group does not have.
   */
  public static NodeRuntime create(
      Class<? extends NodeFactory<?>> factoryClass, NodeSettingsRO creation)
      throws InvalidSettingsException {
    return create(newFactory(factoryClass), Optional.of(creation));
  }

  private static NodeFactory<?> newFactory(Class<? extends NodeFactory<?>> factoryClass) {
    try {
      return factoryClass.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          factoryClass.getName() + " cannot be created: " + e.getCause().getMessage(),
          e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          factoryClass.getName() + " must be public, with a public constructor without arguments",
          e);
    }
  }

  public static NodeRuntime create(NodeFactory<?> factory) {
    try {
      return create(factory, Optional.empty());
    } catch (InvalidSettingsException e) {
      throw new IllegalStateException(e);
    }
  }

  private static NodeRuntime create(NodeFactory<?> factory, Optional<NodeSettingsRO> creation)
      throws InvalidSettingsException {
    return new NodeRuntime(
        factory, Access.to(NodeDriver.Maker.class, factory.getClass()).driver(factory, creation));
  }

  public String name() {
    return driver.name();
  }

  public String factoryClassName() {
    return factory.getClass().getName();
  }

  public List<PortInfo> inputs() {
    return driver.inputs();
  }

  public List<PortInfo> outputs() {
    return driver.outputs();
  }

  /** Validates the settings and takes them over; after a failure the node is as before. */
  public void loadModelSettings(NodeSettingsRO model) throws InvalidSettingsException {
    driver.validateSettings(model);
    driver.loadSettings(model);
  }

  /** Saves the current parameters, or the default ones while there are none. */
  public void saveModelSettings(NodeSettingsWO model) {
    driver.saveSettings(model);
  }

  /**
   * Specs of the outputs; an element is null while unknown. The first call without loaded settings
   * creates the default parameters for the given specs and validates them.
   */
  public PortObjectSpec[] configure(PortObjectSpec[] in) throws InvalidSettingsException {
    checkCount("specs", in.length);
    return driver.configure(in, this::warn);
  }

  /**
   * Objects of the outputs. IllegalStateException when the node leaves one out or makes one that
   * does not fit its port; else whatever the node throws.
   */
  public PortObject[] execute(PortObject[] in, ExecutionContext exec) throws Exception {
    checkCount("objects", in.length);
    PortObject[] out;
    try {
      out = driver.execute(in, exec, this::warn);
    } finally {
      Access.to(Contexts.class, ExecutionContext.class).end(exec);
    }
    for (int i = 0; i < out.length; i++) {
      PortType type = outputs().get(i).type();
      CheckUtils.checkState(out[i] != null, "Output at port %d is null", i);
      CheckUtils.checkState(
          type.acceptsPortObject(out[i]),
          "Output at port %d is a %s, but the port's type is %s",
          i,
          out[i].getClass().getName(),
          type.getPortObjectClass().getName());
    }
    return out;
  }

  private void checkCount(String what, int count) {
    CheckUtils.checkArgument(
        count == inputs().size(), "%d %s for %d inputs", count, what, inputs().size());
  }

  private void warn(String message) {
    warning = message;
  }

  /** The warning set last since the last call, if any. */
  public Optional<String> takeWarning() {
    Optional<String> taken = Optional.ofNullable(warning);
    warning = null;
    return taken;
  }

  /** Forgets what the last execution left in the node. */
  public void reset() {
    driver.reset();
    warning = null;
  }

  /** Ends the node's life. */
  public void dispose() {
    reset();
  }
}
