package org.knime.testing.core;

import java.util.List;
import org.knime.core.data.DataValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.defaultnodesettings.DialogComponent;

/**
 * Compares two values.
 *
 * @param <T> their type
 */
public interface DifferenceChecker<T extends DataValue> {

  /** Whether the values are the same as far as the checker is concerned. */
  final class Result {
    private final String message;

    /** They are. */
    public Result() {
      this(null);
    }

    /** They are not, and why. */
    public Result(String message) {
      this.message = message;
    }

    public boolean ok() {
      return message == null;
    }

    public String getMessage() {
      return message;
    }

    @Override
    public String toString() {
      return ok() ? "OK" : message;
    }
  }

  /** The values are the same. */
  Result OK = new Result();

  Result check(T expected, T got);

  void loadSettings(NodeSettingsRO settings) throws InvalidSettingsException;

  void loadSettingsForDialog(NodeSettingsRO settings);

  void saveSettings(NodeSettingsWO settings);

  void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException;

  List<? extends DialogComponent> getDialogComponents();

  String getDescription();

  boolean ignoreColumnProperties();

  boolean ignoreColumnElementNames();

  boolean ignoreDomain();

  default boolean ignoreDomainPossibleValuesOrdering() {
    return false;
  }
}
