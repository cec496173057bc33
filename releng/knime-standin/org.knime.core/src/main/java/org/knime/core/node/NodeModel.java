package org.knime.core.node;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;

/** The working part of a node. {@link org.knime.node}'s nodes are driven in another way. */
public abstract class NodeModel {
  private final PortType[] inTypes;
  private final PortType[] outTypes;
  private String warning;

  protected NodeModel(PortType[] inPortTypes, PortType[] outPortTypes) {
    inTypes = inPortTypes.clone();
    outTypes = outPortTypes.clone();
  }

  protected abstract void loadInternals(File nodeInternDir, ExecutionMonitor exec)
      throws IOException, CanceledExecutionException;

  protected abstract void saveInternals(File nodeInternDir, ExecutionMonitor exec)
      throws IOException, CanceledExecutionException;

  protected abstract void saveSettingsTo(NodeSettingsWO settings);

  protected abstract void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException;

  protected abstract void loadValidatedSettingsFrom(NodeSettingsRO settings)
      throws InvalidSettingsException;

  protected abstract void reset();

  /** To be overridden; the product falls back on a variant for tables. */
  protected PortObjectSpec[] configure(PortObjectSpec[] inSpecs) throws InvalidSettingsException {
    throw new UnsupportedOperationException("configure is not overridden");
  }

  /** To be overridden; the product falls back on a variant for tables. */
  protected PortObject[] execute(PortObject[] inObjects, ExecutionContext exec) throws Exception {
    throw new UnsupportedOperationException("execute is not overridden");
  }

  protected final int getNrInPorts() {
    return inTypes.length;
  }

  protected final int getNrOutPorts() {
    return outTypes.length;
  }

  protected final PortType getInPortType(int index) {
    return inTypes[index];
  }

  protected final PortType getOutPortType(int index) {
    return outTypes[index];
  }

  protected final void setWarningMessage(String warningMessage) {
    warning = warningMessage;
  }

  Optional<String> takeWarning() {
    Optional<String> taken = Optional.ofNullable(warning);
    warning = null;
    return taken;
  }
}
