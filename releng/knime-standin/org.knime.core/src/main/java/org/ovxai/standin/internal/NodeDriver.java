package org.ovxai.standin.internal;

import java.util.List;
import java.util.Optional;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.ovxai.standin.NodeRuntime.PortInfo;

/** One node, as its factory lets it be driven. */
public interface NodeDriver {

  String name();

  List<PortInfo> inputs();

  List<PortInfo> outputs();

  void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException;

  void loadSettings(NodeSettingsRO settings) throws InvalidSettingsException;

  void saveSettings(NodeSettingsWO settings);

  PortObjectSpec[] configure(PortObjectSpec[] in, Warnings warnings)
      throws InvalidSettingsException;

  PortObject[] execute(PortObject[] in, ExecutionContext exec, Warnings warnings) throws Exception;

  void reset();

  /** Takes warning messages. */
  @FunctionalInterface
  interface Warnings {
    void set(String message);
  }

  /** Makes a driver for a new node, whose ports are those of a saved creation config. */
  @FunctionalInterface
  interface Maker {
    NodeDriver driver(NodeFactory<?> factory, Optional<NodeSettingsRO> creation)
        throws InvalidSettingsException;
  }
}
