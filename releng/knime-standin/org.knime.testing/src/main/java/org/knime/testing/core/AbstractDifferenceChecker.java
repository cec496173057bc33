package org.knime.testing.core;

import java.util.List;
import org.knime.core.data.DataValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.defaultnodesettings.DialogComponent;

/**
 * A checker that lets its user ignore parts of the columns' specs; here none is ignored.
 *
 * @param <T> the type of the values
 */
public abstract class AbstractDifferenceChecker<T extends DataValue>
    implements DifferenceChecker<T> {

  @Override
  public void loadSettings(NodeSettingsRO settings) throws InvalidSettingsException {}

  @Override
  public void loadSettingsForDialog(NodeSettingsRO settings) {}

  @Override
  public void saveSettings(NodeSettingsWO settings) {}

  @Override
  public void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException {}

  @Override
  public List<? extends DialogComponent> getDialogComponents() {
    return List.of();
  }

  @Override
  public boolean ignoreColumnProperties() {
    return false;
  }

  @Override
  public boolean ignoreColumnElementNames() {
    return false;
  }

  @Override
  public boolean ignoreDomain() {
    return false;
  }

  @Override
  public boolean ignoreDomainPossibleValuesOrdering() {
    return false;
  }
}
