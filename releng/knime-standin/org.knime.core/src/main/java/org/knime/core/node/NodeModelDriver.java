package org.knime.core.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.ovxai.standin.NodeRuntime.PortInfo;
import org.ovxai.standin.internal.NodeDriver;
import org.xml.sax.SAXException;

/** Drives a node by its model. */
final class NodeModelDriver implements NodeDriver {
  private final NodeDescription description;
  private final NodeModel model;

  NodeModelDriver(NodeFactory<?> factory) {
    try {
      description = factory.createNodeDescription();
    } catch (SAXException | IOException e) {
      throw new IllegalStateException(e);
    }
    model = factory.createNodeModel();
  }

  @Override
  public String name() {
    return description.getNodeName();
  }

  @Override
  public List<PortInfo> inputs() {
    List<PortInfo> ports = new ArrayList<>();
    for (int i = 0; i < model.getNrInPorts(); i++) {
      ports.add(new PortInfo(description.getInportName(i), model.getInPortType(i)));
    }
    return ports;
  }

  @Override
  public List<PortInfo> outputs() {
    List<PortInfo> ports = new ArrayList<>();
    for (int i = 0; i < model.getNrOutPorts(); i++) {
      ports.add(new PortInfo(description.getOutportName(i), model.getOutPortType(i)));
    }
    return ports;
  }

  @Override
  public void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException {
    model.validateSettings(settings);
  }

  @Override
  public void loadSettings(NodeSettingsRO settings) throws InvalidSettingsException {
    model.loadValidatedSettingsFrom(settings);
  }

  @Override
  public void saveSettings(NodeSettingsWO settings) {
    model.saveSettingsTo(settings);
  }

  @Override
  public PortObjectSpec[] configure(PortObjectSpec[] in, Warnings warnings)
      throws InvalidSettingsException {
    PortObjectSpec[] out = model.configure(in);
    model.takeWarning().ifPresent(warnings::set);
    return out;
  }

  @Override
  public PortObject[] execute(PortObject[] in, ExecutionContext exec, Warnings warnings)
      throws Exception {
    PortObject[] out = model.execute(in, exec);
    model.takeWarning().ifPresent(warnings::set);
    return out;
  }

  @Override
  public void reset() {
    model.reset();
  }
}
