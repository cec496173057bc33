package org.ovxai.nodes.metrics;

import java.util.List;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.InvalidSettingsException;
import org.ovxai.nodes.table.Columns;
import org.ovxai.nodes.table.ExplanationTable;

/** Where the columns of a table of explanations are. */
record ExplanationColumns(
    int rowId,
    int target,
    int label,
    int map,
    int min,
    int max,
    int method,
    int layer,
    int inferences) {

  /**
   * Finds the columns.
   *
   * @throws InvalidSettingsException if one is missing or has another type
   */
  static ExplanationColumns in(DataTableSpec spec) throws InvalidSettingsException {
    return new ExplanationColumns(
        index(spec, ExplanationTable.IMAGE_ROW_ID, StringValue.class, "texts"),
        index(spec, ExplanationTable.TARGET, IntValue.class, "whole numbers"),
        index(spec, ExplanationTable.LABEL, StringValue.class, "texts"),
        index(spec, ExplanationTable.MAP, PNGImageValue.class, "PNG images"),
        index(spec, ExplanationTable.MAP_MIN, DoubleValue.class, "numbers"),
        index(spec, ExplanationTable.MAP_MAX, DoubleValue.class, "numbers"),
        index(spec, ExplanationTable.METHOD, StringValue.class, "texts"),
        index(spec, ExplanationTable.LAYER, StringValue.class, "texts"),
        index(spec, ExplanationTable.INFERENCES, IntValue.class, "whole numbers"));
  }

  private static int index(
      DataTableSpec spec, String name, Class<? extends DataValue> type, String holding)
      throws InvalidSettingsException {
    return Columns.index(spec, name, List.of(type), holding);
  }
}
