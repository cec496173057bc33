package org.ovxai.engine.detection;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.OutputInfo;

/**
 * How detectors write what they found. N counts boxes, K classes; outputs named {@code
 * saliency_map} and {@code feature_vector} are left out. Where a box lists one label, boxes are
 * suppressed already by the network.
 */
public enum DetectionFormat {
  /**
   * Boxes [N,4] (x1, y1, x2, y2), labels [N], scores [N]; or boxes with the score as fifth column,
   * with or without labels. Pixels, or parts of the input's extents if none is above 1.5. A batch
   * dimension of 1 may lead.
   */
  BOXES_LABELS_SCORES(
      "Boxes, labels, scores", ListDecoders::boxesLabelsScores, 0.5, 1, 300, false, 0),

  /** One output [1,1,N,7]: image, label, score, x1, y1, x2, y2 in 0..1; the first image -1 ends. */
  SSD("SSD", ListDecoders::ssd, 0.5, 1, 200, false, 0),

  /** One output [1,N,5+K]: cx, cy, w, h in pixels or 0..1, objectness, class scores. */
  YOLOV5("YOLOv5", GridDecoders::yoloV5, 0.25, 0.45, 1000, false, 0),

  /** One output [1,4+K,N] or [1,N,4+K]: cx, cy, w, h in pixels or 0..1, class scores. */
  YOLOV8("YOLOv8", GridDecoders::yoloV8, 0.25, 0.7, 300, false, 0),

  /**
   * One output [1,N,5+K], a row a cell of grids with strides 8, 16, 32 (and 64): centre in the
   * cell, logarithms of the extents, objectness, class scores. Boxes in pixels are read, too.
   */
  YOLOX("YOLOX", GridDecoders::yoloX, 0.5, 0.65, 200, true, 0),

  /** One output [1,N,6]: x1, y1, x2, y2 in pixels or 0..1, score, label. */
  YOLO_END_TO_END("YOLO end-to-end", ListDecoders::endToEnd, 0.25, 1, 300, false, 0),

  /**
   * Boxes [1,N,4] (cx, cy, w, h in 0..1) and class scores [1,N,K+1], the last for no object
   * (softmax), or [1,N,K] (sigmoid; a box may have several classes); or one output [1,N,4+K].
   */
  DETR("DETR", QueryDecoder::read, 0.5, 1, 300, false, 0),

  /**
   * Class scores and the distributions of the distances to the left, upper, right and lower edge,
   * in one output [1,N,K+4(r+1)] or in two a stride, [1,N,K] and [1,N,4(r+1)]. A box may have
   * several classes.
   */
  NANODET("NanoDet", GridDecoders::nanoDet, 0.5, 0.6, 100, false, 0),

  /**
   * {@code detection_boxes} [1,N,4] (y1, x1, y2, x2 in 0..1), {@code detection_scores} [1,N],
   * {@code detection_classes} [1,N] from 1, {@code num_detections} [1].
   */
  TF_DETECTION("TensorFlow Object Detection", ListDecoders::tensorFlow, 0.5, 1, 300, false, 1),

  /** One output [1,N,7]: image, y1, x1, y2, x2 in pixels or 0..1, score, label from 1. */
  EFFICIENTDET("EfficientDet", ListDecoders::efficientDet, 0.5, 1, 100, false, 1);

  private final String title;
  private final Decoder decoder;
  private final double confidence;
  private final double iou;
  private final int maxDetections;
  private final boolean classAgnostic;
  private final int firstLabel;

  DetectionFormat(
      String title,
      Decoder decoder,
      double confidence,
      double iou,
      int maxDetections,
      boolean classAgnostic,
      int firstLabel) {
    this.title = title;
    this.decoder = decoder;
    this.confidence = confidence;
    this.iou = iou;
    this.maxDetections = maxDetections;
    this.classAgnostic = classAgnostic;
    this.firstLabel = firstLabel;
  }

  /** The name for users. */
  public String title() {
    return title;
  }

  /**
   * The format of this title, upper or lower case.
   *
   * @throws EngineException if there is none; the message lists the titles
   */
  public static DetectionFormat named(String title) {
    return Arrays.stream(values())
        .filter(f -> f.title.equalsIgnoreCase(title.trim()))
        .findFirst()
        .orElseThrow(
            () ->
                new EngineException(
                    "There is no detection format '" + title + "'. Choose one of: " + list()));
  }

  /** The titles of all formats. */
  public static List<String> titles() {
    return Arrays.stream(values()).map(DetectionFormat::title).toList();
  }

  /**
   * The format that names and shapes of outputs tell; empty if none fits. Where shapes leave a
   * choice it is the usual one: without the number of labels, columns first are YOLOv8's, rows
   * first those of YOLOX or YOLOv5.
   *
   * @param labels number of classes; 0 if unknown
   */
  public static Optional<DetectionFormat> recognise(
      List<OutputInfo> outputs, InputInfo input, int labels) {
    Slots slots = new Slots(outputs.stream().map(Slot::of));
    return new Recognition(slots, input.height(), input.width(), labels).format();
  }

  /**
   * The format that {@link #recognise} tells.
   *
   * @throws EngineException if none fits; the message lists the outputs and the formats
   */
  public static DetectionFormat require(List<OutputInfo> outputs, InputInfo input, int labels) {
    return recognise(outputs, input, labels)
        .orElseThrow(
            () ->
                new EngineException(
                    "The outputs are those of no known detection format"
                        + (labels > 0 ? " with " + labels + " labels" : "; labels are unknown")
                        + ". Found: "
                        + new Slots(outputs.stream().map(Slot::of))
                        + ". Set the labels or the detection format, one of: "
                        + list()
                        + " Raw maps that need anchors must be decoded within the network."));
  }

  /** The customary options of the format. */
  public DecodeOptions defaults(InputInfo input, int labels) {
    return new DecodeOptions(
        confidence,
        iou,
        maxDetections,
        classAgnostic,
        firstLabel,
        labels,
        input.height(),
        input.width());
  }

  /**
   * What was found, best first, in pixels of the network's input; empty if nothing was. Rows with
   * numbers that are not finite are dropped, and boxes without area.
   *
   * @throws EngineException if the outputs are not of this format
   */
  public List<Detection> decode(List<RawOutput> outputs, DecodeOptions options) {
    Candidates candidates = read(outputs, options);
    return Suppression.apply(
        candidates.detections(candidates.boxes(title)), options, this == YOLOX ? 1 : 0);
  }

  /**
   * All boxes with a score above the threshold in the network's order, none suppressed, each with
   * the scores of all its classes.
   *
   * @throws EngineException if the outputs are not of this format
   */
  public List<ScoredBox> boxes(List<RawOutput> outputs, DecodeOptions options) {
    return read(outputs, options).boxes(title);
  }

  private Candidates read(List<RawOutput> outputs, DecodeOptions options) {
    return decoder.read(new Slots(outputs.stream().map(Slot::of)), options);
  }

  private static String list() {
    return titles().stream().collect(Collectors.joining("; ", "", "."));
  }
}
