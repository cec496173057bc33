package org.ovxai.engine.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.OutputInfo;

class RecognitionTest {

  /** {@code name:type:extents} separated by semicolons. */
  private static List<OutputInfo> outputs(String text) {
    return Arrays.stream(text.split(";"))
        .map(o -> o.strip().split(":"))
        .map(
            o ->
                Detectors.announced(
                    o[0],
                    o[1],
                    Arrays.stream(o[2].split(" ")).map(Integer::valueOf).toArray(Integer[]::new)))
        .toList();
  }

  private static Optional<Recognition> recognised(String text, int side, int labels) {
    InputInfo input = Detectors.input(side, side);
    return Recognition.of(outputs(text), input, labels);
  }

  /** Outputs as the usual exporters write them; none is taken for something else. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "detection_out:f32:1 1 200 7 | 300 | 21 | SSD | 0",
        "detection_boxes:f32:1 100 4; detection_classes:f32:1 100; detection_scores:f32:1 100;"
            + " num_detections:f32:1; raw_detection_boxes:f32:1 1917 4;"
            + " raw_detection_scores:f32:1 1917 91; detection_multiclass_scores:f32:1 100 91;"
            + " detection_anchor_indices:f32:1 100 | 300 | 90 | TF_DETECTION | 0",
        "boxes:f32:-1 5; labels:i64:-1 | 640 | 3 | BOXES_LABELS_SCORES | 0",
        "boxes:f32:1 -1 5; labels:i64:1 -1; feature_vector:f32:1 320 1 1; saliency_map:f32:1 3 20 20"
            + " | 640 | 3 | BOXES_LABELS_SCORES | 0",
        "boxes:f32:-1 5 | 640 | 1 | BOXES_LABELS_SCORES | 0",
        "bboxes:f32:1 300 4; labels:i64:1 300; scores:f32:1 300 | 640 | 80 | BOXES_LABELS_SCORES | 0",
        "boxes:f32:-1 4; labels:i64:-1; scores:f32:-1 | 800 | 91 | BOXES_LABELS_SCORES | 0",
        "boxes:f32:1 -1 4; scores:f32:1 -1; labels:i64:1 -1 | 416 | 80 | BOXES_LABELS_SCORES | 0",
        "a:f32:-1 4; b:i64:-1; c:f32:-1 | 800 | 91 | BOXES_LABELS_SCORES | 0",
        "logits:f32:1 100 92; pred_boxes:f32:1 100 4 | 800 | 91 | DETR | 91",
        "logits:f32:1 300 80; pred_boxes:f32:1 300 4 | 640 | 80 | DETR | 80",
        "logits:f32:1 300 80; pred_boxes:f32:1 300 4; hidden:f32:1 300 256 | 640 | 80 | DETR | 80",
        "output0:f32:1 300 84 | 640 | 80 | DETR | 80",
        "output0:f32:1 300 6 | 640 | 80 | YOLO_END_TO_END | 0",
        "output0:f32:1 300 38; output1:f32:1 32 160 160 | 640 | 80 | YOLO_END_TO_END | 0",
        "detections:f32:1 100 7 | 512 | 90 | EFFICIENTDET | 0",
        "output0:f32:1 84 8400 | 640 | 80 | YOLOV8 | 80",
        "output0:f32:1 84 8400 | 640 | 0 | YOLOV8 | 80",
        "output0:f32:1 5 8400 | 640 | 1 | YOLOV8 | 1",
        "output0:f32:1 116 8400; output1:f32:1 32 160 160 | 640 | 80 | YOLOV8 | 80",
        "output0:f32:1 25200 85 | 640 | 80 | YOLOV5 | 80",
        "output0:f32:1 25200 117; output1:f32:1 32 160 160 | 640 | 80 | YOLOV5 | 80",
        "output0:f32:1 25200 6 | 640 | 1 | YOLOV5 | 1",
        "output:f32:1 8400 85 | 640 | 80 | YOLOX | 80",
        "output:f32:1 3549 85 | 416 | 80 | YOLOX | 80",
        "output:f32:1 3598 112 | 416 | 80 | NANODET | 80",
        "output:f32:1 2125 112 | 320 | 80 | NANODET | 80",
        "cls_s8:f32:1 2704 80; dis_s8:f32:1 2704 44; cls_s16:f32:1 676 80; dis_s16:f32:1 676 44;"
            + " cls_s32:f32:1 169 80; dis_s32:f32:1 169 44 | 416 | 80 | NANODET | 80",
        "a:f32:1 2704 80; b:f32:1 2704 44; c:f32:1 676 80; d:f32:1 676 44;"
            + " e:f32:1 169 80; f:f32:1 169 44 | 416 | 80 | NANODET | 80"
      })
  void exportersAreKnown(
      String outputs, int side, int labels, DetectionFormat format, int classes) {
    assertEquals(
        Optional.of(new Recognition(format, classes, Optional.empty())),
        recognised(outputs, side, labels));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // maps that need anchors
        "p3:f32:1 255 80 80; p4:f32:1 255 40 40; p5:f32:1 255 20 20 | 640 | 80",
        // decoded boxes and scores apart, of a grid
        "boxes:f32:1 8400 4; scores:f32:1 8400 80 | 640 | 80",
        // rows of something
        "out:f32:1 8400 33 | 640 | 80",
        "out:f32:1 8400 3 | 640 | 0",
        "out:f32:1 1000 | 224 | 0",
        "out:f32:2 8400 84 | 640 | 80"
      })
  void otherOutputsAreNotGuessed(String outputs, int side, int labels) {
    assertEquals(Optional.empty(), recognised(outputs, side, labels));
  }

  /** A label list with one name too many or too few must not pass for another format unseen. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "output0:f32:1 84 8400 | 640 | 79 | YOLOX | YOLOv8",
        "output0:f32:1 25200 85 | 640 | 81 | YOLOV8 | YOLOv5",
        "output0:f32:1 8400 85 | 640 | 81 | YOLOV8 | YOLOX",
        "output0:f32:1 300 6 | 640 | 2 | YOLO_END_TO_END | DETR",
        "output0:f32:1 300 7 | 640 | 3 | DETR | EfficientDet",
        "output0:f32:1 8400 85 | 640 | 0 | YOLOX | YOLOv8 or NanoDet",
        "output0:f32:1 25200 85 | 640 | 0 | YOLOV5 | YOLOv8",
        "output0:f32:1 3598 112 | 416 | 0 | YOLOX | YOLOv8 or NanoDet"
      })
  void whatMayBeAnotherFormatIsDoubted(
      String outputs, int side, int labels, DetectionFormat format, String other) {
    Recognition found = recognised(outputs, side, labels).orElseThrow();
    assertEquals(format, found.format());
    String doubt = found.doubt().orElseThrow();
    assertTrue(doubt.contains(other), doubt);
    assertTrue(doubt.contains("et the labels or the detection format"), doubt);
  }

  @Test
  void theUnknownIsListed() {
    String message =
        Recognition.unknown(outputs("a:f32:1 255 80 80; feature_vector:f32:1 9; b:i64:-1 3"), 5);
    assertTrue(message.contains("a f32[1, 255, 80, 80], b i64[-1, 3]"), message);
    assertTrue(message.contains("5 labels"), message);
    DetectionFormat.titles().forEach(t -> assertTrue(message.contains(t), t));
  }
}
