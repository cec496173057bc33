package org.ovxai.nodes.metrics;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.MissingValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.image.png.PNGImageValue;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Method;
import org.ovxai.engine.dataset.Annotation;
import org.ovxai.engine.dataset.AnnotationJson;
import org.ovxai.engine.dataset.BoundingBox;
import org.ovxai.engine.dataset.ClassMapping;
import org.ovxai.engine.image.MapPng;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.metrics.Evaluator.Item;
import org.ovxai.engine.metrics.Subject;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.nodes.table.ImageColumn;
import org.ovxai.nodes.table.UnreadableImageException;

/**
 * Puts together what belongs to a row of explanations.
 *
 * @param columns where the columns of the explanations are
 * @param images the table of images
 * @param imageColumn where the pictures are in it
 * @param annotationColumn where the annotations are in it; empty if there are none
 * @param model what was explained
 * @param methods explain masked pictures
 * @param first takes each map, so that the first of a method can be compared
 */
record Subjects(
    ExplanationColumns columns,
    ImageLookup images,
    int imageColumn,
    OptionalInt annotationColumn,
    ModelInfo model,
    MethodExplainers methods,
    MapTaker first) {

  /** Takes maps. */
  interface MapTaker {
    /** Takes the map of a picture. */
    void accept(String method, String layer, RgbImage picture, int target, SaliencyMap map);
  }

  private static final int MOST_NAMED = 3;

  /** The boxes of a class, or why there are none. */
  private record Boxes(List<BoundingBox> boxes, String without) {
    static Boxes none(String reason) {
      return new Boxes(List.of(), reason);
    }
  }

  /** What is measured of a row, or why nothing can be. */
  Item<DataRow> of(DataRow row) {
    if (row.getCell(columns.map()) instanceof MissingValue missing) {
      return Item.missing(row, reason(missing, "the map is missing"));
    }
    for (int column : new int[] {columns.rowId(), columns.target(), columns.min(), columns.max()}) {
      if (row.getCell(column) instanceof MissingValue missing) {
        return Item.missing(row, reason(missing, "a value of the explanation is missing"));
      }
    }
    String rowId = row.getCell(columns.rowId()).toString();
    Optional<DataRow> image = images.find(rowId);
    if (image.isEmpty()) {
      return Item.missing(row, "the table of images has no row '" + rowId + "'");
    }
    int target = ((IntValue) row.getCell(columns.target())).getIntValue();
    if (model.classes() > 0 && (target < 0 || target >= model.classes())) {
      return Item.missing(
          row, "the model has " + model.classes() + " classes, and none of the index " + target);
    }
    try {
      return Item.of(row, subject(row, image.get()));
    } catch (UnreadableImageException | EngineException e) {
      return Item.missing(row, e.getMessage());
    }
  }

  private Subject subject(DataRow row, DataRow image) throws UnreadableImageException {
    RgbImage picture = ImageColumn.read(image.getCell(imageColumn));
    SaliencyMap map =
        MapPng.decode(
            ((PNGImageValue) row.getCell(columns.map())).getImageContent().getByteArray(),
            number(row, columns.min()),
            number(row, columns.max()));
    String method = text(row, columns.method());
    String layer = text(row, columns.layer());
    int target = ((IntValue) row.getCell(columns.target())).getIntValue();
    first.accept(method, layer, picture, target, map);
    Boxes boxes = boxes(row, image, method);
    return new Subject(
        picture, map, target, boxes.boxes(), boxes.without(), methods.of(method, layer));
  }

  private Boxes boxes(DataRow row, DataRow image, String method) {
    if (annotationColumn.isEmpty()) {
      return Boxes.none("there are no annotations");
    }
    DataCell cell = image.getCell(annotationColumn.getAsInt());
    if (cell instanceof MissingValue missing) {
      return Boxes.none(reason(missing, "the image has no annotation"));
    }
    List<Annotation> all = AnnotationJson.read(cell.toString());
    boolean shared = method.equalsIgnoreCase(Method.ACTIVATIONMAP.title());
    String label = text(row, columns.label());
    List<Annotation> meant =
        all.stream().filter(a -> shared || ClassMapping.same(a.label(), label)).toList();
    List<BoundingBox> boxes = meant.stream().flatMap(a -> a.box().stream()).toList();
    if (!boxes.isEmpty()) {
      return new Boxes(boxes, "");
    }
    if (!meant.isEmpty()) {
      return Boxes.none("the annotation of '" + label + "' has no box");
    }
    String others =
        all.stream()
            .map(Annotation::label)
            .distinct()
            .limit(MOST_NAMED)
            .collect(Collectors.joining("', '"));
    return Boxes.none(
        "the image has no annotation of '"
            + label
            + "'"
            + (others.isEmpty() ? "" : ", but of '" + others + "'"));
  }

  private static double number(DataRow row, int column) {
    return ((DoubleValue) row.getCell(column)).getDoubleValue();
  }

  private static String text(DataRow row, int column) {
    return row.getCell(column) instanceof StringValue text ? text.getStringValue() : "";
  }

  private static String reason(MissingValue missing, String otherwise) {
    return missing.getError() == null ? otherwise : missing.getError();
  }
}
