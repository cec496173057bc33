package org.ovxai.nodes.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.MissingCell;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.util.UniqueNameGenerator;
import org.ovxai.engine.Explanation;

/**
 * The table of explanations, one row an image and target.
 *
 * <p>RowIDs are {@code <image RowID>_<target>}, and {@code <image RowID>_?} where an image could
 * not be explained. The raw value of a map at a pixel with grey value v is {@code Map min + v /
 * 65535 * (Map max - Map min)}.
 */
public final class ExplanationTable {
  /** RowID of the image in the input table. */
  public static final String IMAGE_ROW_ID = "Image RowID";

  /** Index of the explained class, from 0. */
  public static final String TARGET = "Target";

  /** Name of the class; its index as text if the model has no labels. */
  public static final String LABEL = "Label";

  /** The class's score, after the model's activation. */
  public static final String CONFIDENCE = "Confidence";

  /** The map: PNG, 16 bit grey. */
  public static final String MAP = "Saliency map";

  /** The map's smallest raw value. */
  public static final String MAP_MIN = "Map min";

  /** The map's largest raw value. */
  public static final String MAP_MAX = "Map max";

  /** The map drawn over the image, optional: PNG. */
  public static final String OVERLAY = "Overlay";

  /** Name of the saliency method. */
  public static final String METHOD = "Method";

  /** Name of the target layer. */
  public static final String LAYER = "Layer";

  /** How often the network ran for the image. */
  public static final String INFERENCES = "Inferences";

  private static final Set<String> NAMES =
      Set.of(
          IMAGE_ROW_ID,
          TARGET,
          LABEL,
          CONFIDENCE,
          MAP,
          MAP_MIN,
          MAP_MAX,
          OVERLAY,
          METHOD,
          LAYER,
          INFERENCES);

  private final DataTableSpec spec;
  private final int[] passedThrough;

  /**
   * A table of explanations.
   *
   * @param images the table of images
   * @param passedThrough names of the columns of {@code images} that are repeated; one that has the
   *     name of a column of this table gets another
   * @param overlay whether there is a column of overlays
   */
  public ExplanationTable(DataTableSpec images, String[] passedThrough, boolean overlay) {
    this.passedThrough = images.columnsToIndices(passedThrough);
    List<DataColumnSpec> columns = new ArrayList<>();
    columns.add(column(IMAGE_ROW_ID, StringCell.TYPE));
    UniqueNameGenerator names = new UniqueNameGenerator(NAMES);
    for (int index : this.passedThrough) {
      columns.add(names.newCreator(images.getColumnSpec(index)).createSpec());
    }
    columns.add(column(TARGET, IntCell.TYPE));
    columns.add(column(LABEL, StringCell.TYPE));
    columns.add(column(CONFIDENCE, DoubleCell.TYPE));
    columns.addAll(mapColumns(overlay));
    columns.add(column(METHOD, StringCell.TYPE));
    columns.add(column(LAYER, StringCell.TYPE));
    columns.add(column(INFERENCES, IntCell.TYPE));
    spec = new DataTableSpec(columns.toArray(DataColumnSpec[]::new));
  }

  /** The columns of a map, as {@link MapCells} fills them. */
  public static List<DataColumnSpec> mapColumns(boolean overlay) {
    List<DataColumnSpec> columns = new ArrayList<>();
    columns.add(column(MAP, PNGImageCellFactory.TYPE));
    columns.add(column(MAP_MIN, DoubleCell.TYPE));
    columns.add(column(MAP_MAX, DoubleCell.TYPE));
    if (overlay) {
      columns.add(column(OVERLAY, PNGImageCellFactory.TYPE));
    }
    return columns;
  }

  private static DataColumnSpec column(String name, DataType type) {
    return new DataColumnSpecCreator(name, type).createSpec();
  }

  /** The table's columns. */
  public DataTableSpec spec() {
    return spec;
  }

  /**
   * The row of an explanation.
   *
   * @param image the image's row
   * @param map the cells of the map: picture, smallest and largest value, and the overlay if the
   *     table has that column
   */
  public DataRow row(DataRow image, Explanation explanation, List<DataCell> map) {
    List<DataCell> cells = begin(image);
    cells.add(new IntCell(explanation.target()));
    cells.add(new StringCell(explanation.label()));
    cells.add(new DoubleCell(explanation.confidence()));
    cells.addAll(map);
    cells.add(new StringCell(explanation.method()));
    cells.add(new StringCell(explanation.layer()));
    cells.add(new IntCell(explanation.inferences()));
    return new DefaultRow(key(image, String.valueOf(explanation.target())), cells);
  }

  /**
   * The row of an image that has no explanation.
   *
   * @param reason becomes the reason of the missing cells
   */
  public DataRow missing(DataRow image, String reason) {
    List<DataCell> cells = begin(image);
    while (cells.size() < spec.getNumColumns()) {
      cells.add(new MissingCell(reason));
    }
    return new DefaultRow(key(image, "?"), cells);
  }

  private List<DataCell> begin(DataRow image) {
    List<DataCell> cells = new ArrayList<>(spec.getNumColumns());
    cells.add(new StringCell(image.getKey().getString()));
    for (int index : passedThrough) {
      cells.add(image.getCell(index));
    }
    return cells;
  }

  private static RowKey key(DataRow image, String target) {
    return new RowKey(image.getKey().getString() + "_" + target);
  }
}
