package org.ovxai.nodes.predictor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.MissingCell;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.util.UniqueNameGenerator;
import org.ovxai.engine.Explanation;
import org.ovxai.engine.Predictor.Prediction;
import org.ovxai.engine.RawOutput;
import org.ovxai.engine.Targets;
import org.ovxai.engine.detection.Detection;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.OutputInfo;
import org.ovxai.nodes.predictor.PredictorParameters.Form;
import org.ovxai.nodes.table.ExplanationTable;
import org.ovxai.nodes.table.MapCells;
import org.ovxai.nodes.table.RowInput;

/** The table of predictions. */
final class PredictionTable {
  /** Which of an image's classes, from 1. */
  static final String RANK = "Rank";

  private static final String NO_CLASS = "the model has fewer classes";
  private static final String NO_OBJECT = "no object was found";
  private static final String NO_MORE_OBJECTS = "no more objects were found";
  private static final String NO_MAP = "no class has a map";
  private static final String IN_FIRST_ROW = "stands in the image's first row";

  private final ModelInfo model;
  private final Form form;
  private final int classes;
  private final boolean objects;
  private final boolean maps;
  private final boolean rawOutputs;
  private final int[] kept;
  private final List<DataColumnSpec> mapColumns;
  private final DataTableSpec spec;

  PredictionTable(DataTableSpec images, ModelInfo model, PredictorParameters parameters) {
    this.model = model;
    form = parameters.form;
    rawOutputs = parameters.rawOutputs;
    maps = parameters.maps && model.hasSaliencyMap();
    objects = model.detection().isPresent();
    classes = classes(model, maps || objects, parameters.topK);
    mapColumns = maps ? mapColumns(parameters.overlay()) : List.of();
    kept =
        form == Form.COLUMNS
            ? IntStream.range(0, images.getNumColumns()).toArray()
            : images.columnsToIndices(parameters.keptColumns(images));
    spec = form == Form.COLUMNS ? columnsSpec(images) : rowsSpec(images);
  }

  /** How many classes an image has at most in the table; 0 if the model has none. */
  private static int classes(ModelInfo model, boolean openNumber, int topK) {
    if (model.classes() > 0) {
      return Math.min(topK, model.classes());
    }
    return openNumber ? topK : 0;
  }

  private static List<DataColumnSpec> mapColumns(boolean overlay) {
    List<DataColumnSpec> columns = new ArrayList<>(ExplanationTable.mapColumns(overlay));
    columns.add(column(ExplanationTable.METHOD, StringCell.TYPE));
    columns.add(column(ExplanationTable.LAYER, StringCell.TYPE));
    return columns;
  }

  private static void addMap(
      List<DataCell> row, Explanation explanation, RowInput input, MapCells cells) {
    row.addAll(cells.of(explanation, input));
    row.add(new StringCell(explanation.method()));
    row.add(new StringCell(explanation.layer()));
  }

  private List<String> edges() {
    return objects ? ExplanationTable.BOX : List.of();
  }

  private DataTableSpec columnsSpec(DataTableSpec images) {
    List<DataColumnSpec> columns = new ArrayList<>(images.stream().toList());
    UniqueNameGenerator names = new UniqueNameGenerator(images);
    for (int rank = 1; rank <= classes; rank++) {
      columns.add(names.newColumn(ExplanationTable.LABEL + " " + rank, StringCell.TYPE));
      columns.add(names.newColumn(ExplanationTable.CONFIDENCE + " " + rank, DoubleCell.TYPE));
      for (String edge : edges()) {
        columns.add(names.newColumn(edge + " " + rank, DoubleCell.TYPE));
      }
    }
    mapColumns.forEach(c -> columns.add(names.newColumn(c.getName(), c.getType())));
    addRawColumns(columns, names);
    return new DataTableSpec(columns.toArray(DataColumnSpec[]::new));
  }

  private DataTableSpec rowsSpec(DataTableSpec images) {
    List<DataColumnSpec> own = new ArrayList<>();
    if (classes > 0) {
      own.add(column(RANK, IntCell.TYPE));
      own.add(column(ExplanationTable.TARGET, IntCell.TYPE));
      own.add(column(ExplanationTable.LABEL, StringCell.TYPE));
      own.add(column(ExplanationTable.CONFIDENCE, DoubleCell.TYPE));
      edges().forEach(edge -> own.add(column(edge, DoubleCell.TYPE)));
    }
    own.addAll(mapColumns);
    Set<String> taken = new HashSet<>(List.of(ExplanationTable.IMAGE_ROW_ID));
    own.forEach(c -> taken.add(c.getName()));
    UniqueNameGenerator names = new UniqueNameGenerator(taken);
    List<DataColumnSpec> columns = new ArrayList<>();
    columns.add(column(ExplanationTable.IMAGE_ROW_ID, StringCell.TYPE));
    for (int index : kept) {
      columns.add(names.newCreator(images.getColumnSpec(index)).createSpec());
    }
    columns.addAll(own);
    addRawColumns(columns, names);
    return new DataTableSpec(columns.toArray(DataColumnSpec[]::new));
  }

  private void addRawColumns(List<DataColumnSpec> columns, UniqueNameGenerator names) {
    if (rawOutputs) {
      List<OutputInfo> outputs = model.outputs();
      for (int i = 0; i < outputs.size(); i++) {
        String name = "Output " + (outputs.get(i).name().isEmpty() ? i : outputs.get(i).name());
        columns.add(names.newColumn(name, ListCell.getCollectionType(DoubleCell.TYPE)));
        columns.add(names.newColumn(name + " shape", StringCell.TYPE));
      }
    }
  }

  private static DataColumnSpec column(String name, DataType type) {
    return new DataColumnSpecCreator(name, type).createSpec();
  }

  /** Whether nothing of the model's predictions is in the table. */
  boolean isEmpty() {
    return classes == 0 && !rawOutputs;
  }

  /** The table's columns. */
  DataTableSpec spec() {
    return spec;
  }

  /** The rows of an image. */
  List<DataRow> rows(DataRow image, RowInput input, Prediction prediction, MapCells cells) {
    List<Found> found = objects ? objects(prediction, input) : found(prediction);
    return form == Form.COLUMNS
        ? List.of(columnsRow(image, input, prediction, found, cells))
        : rankRows(image, input, prediction, found, cells);
  }

  /** The row of an image that could not be predicted. */
  DataRow missing(DataRow image, String reason) {
    List<DataCell> row = begin(image);
    fill(row, spec.getNumColumns(), reason);
    return form == Form.COLUMNS
        ? new DefaultRow(image.getKey(), row)
        : new DefaultRow(image.getKey().getString() + "_?", row);
  }

  /** A class of an image, or an object; {@code map} has one element, or none without maps. */
  private record Found(
      int target, String label, double confidence, Optional<Detection> box, List<Explanation> map) {

    void addBox(List<DataCell> row) {
      box.ifPresent(
          b -> {
            row.add(new DoubleCell(b.x1()));
            row.add(new DoubleCell(b.y1()));
            row.add(new DoubleCell(b.x2()));
            row.add(new DoubleCell(b.y2()));
          });
    }
  }

  /** Boxes are in pixels of the picture; of the network's input where there is no picture. */
  private List<Found> objects(Prediction prediction, RowInput input) {
    int width = input.picture().map(RgbImage::width).orElse(model.input().width());
    int height = input.picture().map(RgbImage::height).orElse(model.input().height());
    return prediction.detections(width, height).stream()
        .limit(form == Form.COLUMNS ? classes : Integer.MAX_VALUE)
        .map(
            d -> {
              String label = model.label(d.label());
              List<Explanation> map =
                  maps ? List.of(mapOf(prediction, d, label)) : List.<Explanation>of();
              return new Found(d.label(), label, d.score(), Optional.of(d), map);
            })
        .toList();
  }

  /** The map of an object's class. */
  private static Explanation mapOf(Prediction prediction, Detection object, String label) {
    Explanation e =
        prediction
            .explanations(new Targets(false, List.of(Integer.toString(object.label())), 1))
            .get(0);
    return new Explanation(
        object.label(),
        label,
        object.score(),
        Optional.of(object),
        e.map(),
        e.standardError(),
        e.method(),
        e.layer(),
        e.inferences());
  }

  private List<Found> found(Prediction prediction) {
    if (classes == 0) {
      return List.of();
    }
    if (maps) {
      return prediction.explanations(Targets.parse("", classes)).stream()
          .map(e -> new Found(e.target(), e.label(), e.confidence(), Optional.empty(), List.of(e)))
          .toList();
    }
    float[] confidences = prediction.confidences();
    return prediction.top(classes).stream()
        .map(t -> new Found(t, model.label(t), confidences[t], Optional.empty(), List.of()))
        .toList();
  }

  private List<DataRow> rankRows(
      DataRow image, RowInput input, Prediction prediction, List<Found> found, MapCells cells) {
    List<DataRow> rows = new ArrayList<>();
    for (int rank = 1; rank <= Math.max(1, found.size()); rank++) {
      List<DataCell> row = begin(image);
      if (rank <= found.size()) {
        Found one = found.get(rank - 1);
        row.add(new IntCell(rank));
        row.add(new IntCell(one.target()));
        row.add(new StringCell(one.label()));
        row.add(new DoubleCell(one.confidence()));
        one.addBox(row);
        one.map().forEach(e -> addMap(row, e, input, cells));
      }
      String key = Integer.toString(rank);
      if (objects && found.isEmpty()) {
        fill(row, spec.getNumColumns() - rawColumns(), NO_OBJECT);
        key = "?";
      }
      if (rank == 1) {
        addRaw(row, prediction);
      }
      fill(row, spec.getNumColumns(), IN_FIRST_ROW);
      rows.add(new DefaultRow(image.getKey().getString() + "_" + key, row));
    }
    return rows;
  }

  private DataRow columnsRow(
      DataRow image, RowInput input, Prediction prediction, List<Found> found, MapCells cells) {
    List<DataCell> row = begin(image);
    for (Found one : found) {
      row.add(new StringCell(one.label()));
      row.add(new DoubleCell(one.confidence()));
      one.addBox(row);
    }
    int predicted = kept.length + (2 + edges().size()) * classes;
    fill(row, predicted, objects ? NO_MORE_OBJECTS : NO_CLASS);
    found.stream()
        .limit(1)
        .flatMap(f -> f.map().stream())
        .forEach(e -> addMap(row, e, input, cells));
    fill(row, predicted + mapColumns.size(), NO_MAP);
    addRaw(row, prediction);
    return new DefaultRow(image.getKey(), row);
  }

  private int rawColumns() {
    return rawOutputs ? 2 * model.outputs().size() : 0;
  }

  private void addRaw(List<DataCell> row, Prediction prediction) {
    if (rawOutputs) {
      for (RawOutput output : prediction.outputs()) {
        List<DataCell> numbers = new ArrayList<>(output.values().length);
        for (float value : output.values()) {
          numbers.add(new DoubleCell(value));
        }
        row.add(CollectionCellFactory.createListCell(numbers));
        row.add(new StringCell(output.shape().toString()));
      }
    }
  }

  private List<DataCell> begin(DataRow image) {
    List<DataCell> row = new ArrayList<>(spec.getNumColumns());
    if (form == Form.ROWS) {
      row.add(new StringCell(image.getKey().getString()));
    }
    Arrays.stream(kept).mapToObj(image::getCell).forEach(row::add);
    return row;
  }

  private static void fill(List<DataCell> row, int size, String reason) {
    row.addAll(Collections.nCopies(size - row.size(), new MissingCell(reason)));
  }
}
