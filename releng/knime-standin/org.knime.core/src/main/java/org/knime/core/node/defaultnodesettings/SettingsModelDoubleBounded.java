package org.knime.core.node.defaultnodesettings;

import org.knime.core.node.InvalidSettingsException;

/** A setting that is a double within bounds. */
public class SettingsModelDoubleBounded extends SettingsModelDouble {
  private final double least;
  private final double most;

  public SettingsModelDoubleBounded(
      String configName, double defaultValue, double minValue, double maxValue) {
    super(configName, defaultValue);
    least = minValue;
    most = maxValue;
  }

  @Override
  public void setDoubleValue(double newValue) {
    if (outOfBounds(newValue)) {
      throw new IllegalArgumentException(message(newValue));
    }
    super.setDoubleValue(newValue);
  }

  @Override
  protected void validateValue(double newValue) throws InvalidSettingsException {
    super.validateValue(newValue);
    if (outOfBounds(newValue)) {
      throw new InvalidSettingsException(message(newValue));
    }
  }

  private boolean outOfBounds(double newValue) {
    return newValue < least || newValue > most;
  }

  private String message(double newValue) {
    return newValue + " is not in " + least + " to " + most;
  }
}
