package org.knime.node.parameters.widget.choices;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataType;

/** A string with a type to choose and the text shown for it. */
public record TypedStringChoice(String id, String text, PossibleTypeValue type) {

  /** A type: its id (preferred value class) and name. */
  public static record PossibleTypeValue(String id, String text) {}

  public static TypedStringChoice fromColSpec(DataColumnSpec colSpec) {
    DataType type = colSpec.getType();
    return new TypedStringChoice(
        colSpec.getName(),
        colSpec.getName(),
        new PossibleTypeValue(type.getPreferredValueClass().getName(), type.getName()));
  }
}
