package org.knime.core.node.defaultnodesettings;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;

/** A setting that is a double. */
public class SettingsModelDouble extends SettingsModelNumber {
  private final String key;
  private double value;

  public SettingsModelDouble(String configName, double defaultValue) {
    key = configName;
    value = defaultValue;
  }

  public double getDoubleValue() {
    return value;
  }

  public void setDoubleValue(double newValue) {
    value = newValue;
  }

  /** Refuses values that are out of range. */
  protected void validateValue(double newValue) throws InvalidSettingsException {}

  @Override
  protected void loadSettingsForModel(NodeSettingsRO settings) throws InvalidSettingsException {
    double loaded = settings.getDouble(key);
    validateValue(loaded);
    setDoubleValue(loaded);
  }

  @Override
  protected void validateSettingsForModel(NodeSettingsRO settings) throws InvalidSettingsException {
    validateValue(settings.getDouble(key));
  }

  @Override
  protected void saveSettingsForModel(NodeSettingsWO settings) {
    settings.addDouble(key, value);
  }
}
