package org.knime.core.node.defaultnodesettings;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;

/** A setting under a key. */
public abstract class SettingsModel {

  protected abstract void loadSettingsForModel(NodeSettingsRO settings)
      throws InvalidSettingsException;

  protected abstract void validateSettingsForModel(NodeSettingsRO settings)
      throws InvalidSettingsException;

  protected abstract void saveSettingsForModel(NodeSettingsWO settings);

  public final void loadSettingsFrom(NodeSettingsRO settings) throws InvalidSettingsException {
    loadSettingsForModel(settings);
  }

  public final void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException {
    validateSettingsForModel(settings);
  }

  public final void saveSettingsTo(NodeSettingsWO settings) {
    saveSettingsForModel(settings);
  }
}
