package org.ovxai.nodes.table;

import java.util.List;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DataValue;
import org.knime.core.node.InvalidSettingsException;

/** Finds columns. */
public final class Columns {
  private Columns() {}

  /**
   * The position of a column.
   *
   * @param valueClasses the column must be compatible with one of them
   * @param holding what it must hold, for messages, for example {@code "numbers"}
   * @throws InvalidSettingsException if the table has no such column, or one of another type
   */
  public static int index(
      DataTableSpec spec,
      String name,
      List<Class<? extends DataValue>> valueClasses,
      String holding)
      throws InvalidSettingsException {
    int index = spec.findColumnIndex(name);
    if (index < 0) {
      throw new InvalidSettingsException(
          "The input table has no column \""
              + name
              + "\". Its columns are: "
              + quoted(spec.getColumnNames())
              + ". Choose one that holds "
              + holding
              + ", or connect the table that has it.");
    }
    DataType type = spec.getColumnSpec(index).getType();
    if (valueClasses.stream().noneMatch(type::isCompatible)) {
      throw new InvalidSettingsException(
          "Column \""
              + name
              + "\" holds "
              + type.getName()
              + "; a column of "
              + holding
              + " is needed. Choose another column.");
    }
    return index;
  }

  private static String quoted(String[] names) {
    return names.length == 0 ? "none" : "\"" + String.join("\", \"", names) + "\"";
  }
}
