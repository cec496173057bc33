package org.knime.node.parameters.widget.choices;

import org.knime.core.data.DataType;

/** A data type to choose and the text shown for it. */
public record DataTypeChoice(DataType id, String text) {

  public static DataTypeChoice fromDataType(DataType dataType) {
    return new DataTypeChoice(dataType, dataType.getName());
  }
}
