package org.ovxai.viewer;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.InvalidSettingsException;
import org.ovxai.nodes.table.Columns;
import org.ovxai.nodes.table.ExplanationTable;
import org.ovxai.nodes.table.ImageColumn;

/**
 * Where a table of explanations has what the viewer shows.
 *
 * @param image RowID of the image
 * @param name name of the image, if there is such a column
 * @param picture the picture, if there is such a column
 * @param annotations ground truth, if there is such a column
 * @param box left, upper, right and lower edge of what was detected; empty if there are none
 * @param metrics all other columns of numbers
 */
record ViewColumns(
    int image,
    OptionalInt name,
    OptionalInt picture,
    OptionalInt annotations,
    int target,
    int label,
    int confidence,
    int map,
    int min,
    int max,
    OptionalInt method,
    OptionalInt layer,
    List<Integer> box,
    List<Integer> metrics) {
  private static final List<String> BOX = ExplanationTable.BOX;
  private static final Set<String> NO_METRICS =
      Set.of(
          ExplanationTable.TARGET,
          ExplanationTable.CONFIDENCE,
          ExplanationTable.MAP_MIN,
          ExplanationTable.MAP_MAX);

  /**
   * Finds the columns.
   *
   * @throws InvalidSettingsException if one that is needed or chosen is missing or has another type
   */
  static ViewColumns in(DataTableSpec spec, SaliencyOverlayViewerParameters parameters)
      throws InvalidSettingsException {
    return new ViewColumns(
        index(spec, ExplanationTable.IMAGE_ROW_ID, StringValue.class, "texts"),
        chosen(spec, parameters.imageNameColumn),
        parameters.pictureColumn.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(ImageColumn.indexIn(spec, parameters.pictureColumn)),
        chosen(spec, parameters.annotationsColumn),
        index(spec, ExplanationTable.TARGET, IntValue.class, "whole numbers"),
        index(spec, ExplanationTable.LABEL, StringValue.class, "texts"),
        index(spec, ExplanationTable.CONFIDENCE, DoubleValue.class, "numbers"),
        index(spec, ExplanationTable.MAP, PNGImageValue.class, "PNG images"),
        index(spec, ExplanationTable.MAP_MIN, DoubleValue.class, "numbers"),
        index(spec, ExplanationTable.MAP_MAX, DoubleValue.class, "numbers"),
        found(spec, ExplanationTable.METHOD),
        found(spec, ExplanationTable.LAYER),
        box(spec),
        metrics(spec));
  }

  private static int index(
      DataTableSpec spec, String name, Class<? extends DataValue> type, String holding)
      throws InvalidSettingsException {
    return Columns.index(spec, name, List.of(type), holding);
  }

  private static OptionalInt chosen(DataTableSpec spec, String name)
      throws InvalidSettingsException {
    return name.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(index(spec, name, StringValue.class, "texts"));
  }

  private static OptionalInt found(DataTableSpec spec, String name) {
    int index = spec.findColumnIndex(name);
    return index >= 0 && spec.getColumnSpec(index).getType().isCompatible(StringValue.class)
        ? OptionalInt.of(index)
        : OptionalInt.empty();
  }

  private static List<Integer> box(DataTableSpec spec) {
    List<Integer> edges = BOX.stream().map(spec::findColumnIndex).toList();
    boolean all = edges.stream().allMatch(i -> i >= 0 && isNumber(spec, i));
    return all ? edges : List.of();
  }

  private static List<Integer> metrics(DataTableSpec spec) {
    return IntStream.range(0, spec.getNumColumns())
        .filter(i -> isNumber(spec, i))
        .filter(i -> !NO_METRICS.contains(spec.getColumnSpec(i).getName()))
        .filter(i -> !BOX.contains(spec.getColumnSpec(i).getName()))
        .boxed()
        .toList();
  }

  private static boolean isNumber(DataTableSpec spec, int index) {
    return spec.getColumnSpec(index).getType().isCompatible(DoubleValue.class);
  }
}
