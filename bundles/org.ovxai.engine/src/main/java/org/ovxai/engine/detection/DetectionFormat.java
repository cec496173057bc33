package org.ovxai.engine.detection;

import java.util.Arrays;
import java.util.List;
import org.ovxai.engine.EngineException;

/**
 * How detectors write what they found. N counts boxes, K classes; outputs named {@code
 * saliency_map} and {@code feature_vector} are left out. Where a row lists one label, boxes are
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

  /** Reads the outputs of one format. */
  interface Decoder {

    /**
     * Finds the boxes above the confidence threshold.
     *
     * @throws EngineException if the outputs are not of the format
     */
    void read(Outputs outputs, Frame frame, Candidates found);
  }

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

  /** The titles of all formats. */
  public static List<String> titles() {
    return Arrays.stream(values()).map(DetectionFormat::title).toList();
  }

  /** The customary settings of the format. */
  public DetectionSettings settings() {
    return new DetectionSettings(this, confidence, iou, maxDetections, classAgnostic, firstLabel);
  }

  /** Whether the network leaves it to its user to suppress boxes that overlap better ones. */
  public boolean needsSuppression() {
    return iou < 1;
  }

  Decoder decoder() {
    return decoder;
  }

  /** What extents of boxes are increased by when overlaps are computed. */
  int border() {
    return this == YOLOX ? 1 : 0;
  }

  /** What to throw when outputs are missing or have other shapes. */
  EngineException mismatch(String needed, Outputs found) {
    return new EngineException(
        title
            + " needs "
            + needed
            + ". Found: "
            + found
            + ". Set another detection format, or the labels if their number is wrong.");
  }
}
