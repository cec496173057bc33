package org.ovxai.nodes.parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.node.parameters.widget.choices.StringChoice;

/** Choices of columns that may be left out. */
public final class ColumnChoices {
  private ColumnChoices() {}

  /** "None", which is the empty text, and the columns of a table that a predicate accepts. */
  public static List<StringChoice> orNone(
      DataTableSpec table, Predicate<DataColumnSpec> predicate) {
    List<StringChoice> choices = new ArrayList<>();
    choices.add(new StringChoice("", "None"));
    table.stream()
        .filter(predicate)
        .forEach(column -> choices.add(StringChoice.fromId(column.getName())));
    return choices;
  }
}
