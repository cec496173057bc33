package org.ovxai.nodes.table;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.node.InvalidSettingsException;
import org.ovxai.engine.Targets;

/** A column with the classes to explain, row by row. */
public final class TargetColumn {
  private static final List<Class<? extends DataValue>> VALUE_CLASSES =
      List.of(StringValue.class, LongValue.class, CollectionDataValue.class);

  private TargetColumn() {}

  /** Whether a column can hold targets. */
  public static boolean canHoldTargets(DataColumnSpec column) {
    return VALUE_CLASSES.stream().anyMatch(column.getType()::isCompatible);
  }

  /**
   * The position of the column.
   *
   * @throws InvalidSettingsException if the table has no such column, or one of another type
   */
  public static int indexIn(DataTableSpec spec, String name) throws InvalidSettingsException {
    return Columns.index(spec, name, VALUE_CLASSES, "class indices, label names, or lists of them");
  }

  /**
   * The targets of a cell: an index; indices and names separated by semicolons; or a list of
   * indices or names, whose elements are taken as they are.
   *
   * @param otherwise the targets of a cell that is missing or empty
   */
  public static Targets of(DataCell cell, Targets otherwise) {
    List<String> names = new ArrayList<>();
    if (cell instanceof CollectionDataValue list) {
      list.forEach(element -> add(element, names));
    } else {
      Targets typed = Targets.parse(cell.isMissing() ? "" : cell.toString(), otherwise.topK());
      if (typed.all()) {
        return typed;
      }
      names.addAll(typed.named());
    }
    return names.isEmpty() ? otherwise : new Targets(false, names, otherwise.topK());
  }

  private static void add(DataCell element, List<String> names) {
    if (!element.isMissing() && !element.toString().isBlank()) {
      names.add(element.toString().strip());
    }
  }
}
