package org.ovxai.nodes.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
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
import org.ovxai.engine.Mode;
import org.ovxai.engine.detection.Detection;

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

  /** The object's box in pixels of the picture, optional: left, upper, right, lower edge. */
  public static final List<String> BOX = List.of("Box x1", "Box y1", "Box x2", "Box y2");

  /** The greatest standard error of the map, optional, in the map's unit. */
  public static final String STANDARD_ERROR = "Standard error";

  /** Whether the method looks into the network, optional. */
  public static final String MODE = "Mode";

  /** Why this mode was taken, optional. */
  public static final String REASON = "Reason";

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
          INFERENCES,
          BOX.get(0),
          BOX.get(1),
          BOX.get(2),
          BOX.get(3),
          STANDARD_ERROR,
          MODE,
          REASON);

  /** Columns that not every node has. */
  public enum Extra {
    /** {@link #BOX}. */
    BOX,
    /** {@link #STANDARD_ERROR}. */
    STANDARD_ERROR,
    /** {@link #MODE} and {@link #REASON}. */
    CHOICE
  }

  private final DataTableSpec spec;
  private final int[] passedThrough;
  private final Set<Extra> extras;

  /**
   * A table of explanations.
   *
   * @param images the table of images
   * @param passedThrough names of the columns of {@code images} that are repeated; one that has the
   *     name of a column of this table gets another
   * @param overlay whether there is a column of overlays
   * @param extras which further columns there are
   */
  public ExplanationTable(
      DataTableSpec images, String[] passedThrough, boolean overlay, Set<Extra> extras) {
    this.extras = Set.copyOf(extras);
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
    if (extras.contains(Extra.BOX)) {
      BOX.forEach(name -> columns.add(column(name, DoubleCell.TYPE)));
    }
    columns.addAll(mapColumns(overlay));
    if (extras.contains(Extra.STANDARD_ERROR)) {
      columns.add(column(STANDARD_ERROR, DoubleCell.TYPE));
    }
    columns.add(column(METHOD, StringCell.TYPE));
    columns.add(column(LAYER, StringCell.TYPE));
    columns.add(column(INFERENCES, IntCell.TYPE));
    if (extras.contains(Extra.CHOICE)) {
      columns.add(column(MODE, StringCell.TYPE));
      columns.add(column(REASON, StringCell.TYPE));
    }
    spec = new DataTableSpec(columns.toArray(DataColumnSpec[]::new));
  }

  /** A table of explanations without further columns. */
  public ExplanationTable(DataTableSpec images, String[] passedThrough, boolean overlay) {
    this(images, passedThrough, overlay, Set.of());
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
   * @param mode what the explanation was made from
   * @param reason why this mode was taken
   */
  public DataRow row(
      DataRow image, Explanation explanation, List<DataCell> map, Mode mode, String reason) {
    List<DataCell> cells = begin(image);
    cells.add(new IntCell(explanation.target()));
    cells.add(new StringCell(explanation.label()));
    cells.add(new DoubleCell(explanation.confidence()));
    if (extras.contains(Extra.BOX)) {
      cells.addAll(boxCells(explanation));
    }
    cells.addAll(map);
    if (extras.contains(Extra.STANDARD_ERROR)) {
      cells.add(
          explanation
              .standardError()
              .<DataCell>map(error -> new DoubleCell(error.max()))
              .orElseGet(() -> new MissingCell(explanation.method() + " does not tell.")));
    }
    cells.add(new StringCell(explanation.method()));
    cells.add(new StringCell(explanation.layer()));
    cells.add(new IntCell(explanation.inferences()));
    if (extras.contains(Extra.CHOICE)) {
      cells.add(new StringCell(mode.title()));
      cells.add(new StringCell(reason));
    }
    return new DefaultRow(key(image, String.valueOf(explanation.target())), cells);
  }

  /** The row of an explanation in a table without {@link Extra#CHOICE}. */
  public DataRow row(DataRow image, Explanation explanation, List<DataCell> map) {
    return row(image, explanation, map, Mode.WHITE_BOX, "");
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

  private static List<DataCell> boxCells(Explanation explanation) {
    if (explanation.box().isEmpty()) {
      return Collections.nCopies(BOX.size(), new MissingCell("The target is a class."));
    }
    Detection box = explanation.box().get();
    return DoubleStream.of(box.x1(), box.y1(), box.x2(), box.y2())
        .<DataCell>mapToObj(DoubleCell::new)
        .toList();
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
