package org.ovxai.engine.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.RawOutput;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.model.InputInfo;

class DetectionsTest {
  private static final InputInfo INPUT = Detectors.input(96, 64);
  private static final int LABELS = 3;

  /** Outputs are float32: boxes of up to 96 pixels have steps of 2^-17 and some are multiplied. */
  private static final double PIXELS = 2e-4;

  private static void assertSame(List<Detection> expected, List<Detection> found, double pixels) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      Detection e = expected.get(i);
      Detection f = found.get(i);
      assertEquals(e.label(), f.label(), "label of " + i);
      assertEquals(e.score(), f.score(), 1e-6, "score of " + i);
      assertEquals(e.x1(), f.x1(), pixels, "x1 of " + i);
      assertEquals(e.y1(), f.y1(), pixels, "y1 of " + i);
      assertEquals(e.x2(), f.x2(), pixels, "x2 of " + i);
      assertEquals(e.y2(), f.y2(), pixels, "y2 of " + i);
    }
  }

  private static String failure(DetectionSettings settings, int labels, RawOutput... outputs) {
    return assertThrows(
            EngineException.class,
            () -> Detectors.decode(List.of(outputs), INPUT, labels, settings))
        .getMessage();
  }

  private static RawOutput changed(RawOutput output, int index, float value) {
    float[] values = output.values().clone();
    values[index] = value;
    return new RawOutput(output.name(), output.elementType(), output.shape(), values);
  }

  @ParameterizedTest
  @CsvSource({
    "yolov5, YOLOV5, 0.25, 0.45",
    "yolov8, YOLOV8, 0.25, 0.7",
    "yolov8_logits_fractions, YOLOV8, 0.25, 0.7",
    "yolox, YOLOX, 0.3, 0.3",
    "end_to_end, YOLO_END_TO_END, 0.25, 1",
    "detr, DETR, 0.5, 1",
    "rt_detr, DETR, 0.5, 1",
    "rt_detr_packed, DETR, 0.5, 1",
    "nanodet, NANODET, 0.5, 0.6",
    "nanodet_plus, NANODET, 0.5, 0.6",
    "ssd, SSD, 0.3, 1",
    "tf, TF_DETECTION, 0.3, 1",
    "efficientdet, EFFICIENTDET, 0.3, 1",
    "triple, BOXES_LABELS_SCORES, 0.3, 1",
    "otx, BOXES_LABELS_SCORES, 0.3, 1"
  })
  void everyFormatIsRecognisedAndRead(
      String name, DetectionFormat format, double confidence, double iou) throws Exception {
    Map<String, NpyArray> archive = Detectors.archive("formats.npz");
    List<RawOutput> outputs = Detectors.outputs(archive, name);
    List<Detection> expected = Detectors.expected(archive, name);
    assertTrue(expected.size() >= 3, "the case says something");
    // seven values a box are those of RT-DETR, too, if there are three labels
    int labels = format == DetectionFormat.EFFICIENTDET ? 0 : LABELS;
    assertEquals(
        Optional.of(format),
        Recognition.of(Detectors.announced(outputs), INPUT, labels).map(Recognition::format));
    DetectionSettings settings =
        format.settings().withConfidence(confidence).withIou(iou).withMaxDetections(1000);
    assertSame(expected, Detectors.decode(outputs, INPUT, LABELS, settings), PIXELS);
  }

  @ParameterizedTest
  @CsvSource({
    "yolov5, YOLOV5",
    "yolov8, YOLOV8",
    "yolox, YOLOX",
    "end_to_end, YOLO_END_TO_END",
    "detr, DETR",
    "nanodet_plus, NANODET",
    "ssd, SSD",
    "tf, TF_DETECTION",
    "efficientdet, EFFICIENTDET",
    "triple, BOXES_LABELS_SCORES"
  })
  void labelsMayBeUnknownOnceTheFormatIsKnown(String name, DetectionFormat format)
      throws Exception {
    List<RawOutput> outputs = Detectors.outputs(Detectors.archive("formats.npz"), name);
    DetectionSettings settings = format.settings();
    List<Detection> known = Detectors.decode(outputs, INPUT, LABELS, settings);
    assertTrue(known.size() > 0);
    assertEquals(known, Detectors.decode(outputs, INPUT, 0, settings));
  }

  /** Whatever is skipped below the threshold, the rest is what a threshold of 0 gives. */
  @ParameterizedTest
  @CsvSource({
    "yolov5, YOLOV5",
    "yolov8, YOLOV8",
    "yolov8_logits_fractions, YOLOV8",
    "yolox, YOLOX",
    "detr, DETR",
    "rt_detr, DETR",
    "nanodet, NANODET",
    "ssd, SSD",
    "tf, TF_DETECTION"
  })
  void aThresholdOnlyLeavesOut(String name, DetectionFormat format) throws Exception {
    List<RawOutput> outputs = Detectors.outputs(Detectors.archive("formats.npz"), name);
    DetectionSettings all =
        format.settings().withConfidence(0).withIou(1).withMaxDetections(Integer.MAX_VALUE);
    List<Detection> everything = Detectors.decode(outputs, INPUT, LABELS, all);
    assertTrue(everything.size() >= 7);
    for (Detection at : everything) {
      List<Detection> expected = everything.stream().filter(d -> d.score() > at.score()).toList();
      assertEquals(
          expected, Detectors.decode(outputs, INPUT, LABELS, all.withConfidence(at.score())));
    }
    assertEquals(List.of(), Detectors.decode(outputs, INPUT, LABELS, all.withConfidence(1)));
  }

  /** As a float 0.05 is a little more than 0.05, and 0.3 a little more, too. */
  @ParameterizedTest
  @CsvSource({"0.05, 1", "0.3, 1", "0.25, 0", "0.7, 0"})
  void thresholdsAreNotRounded(double confidence, int expected) {
    assertEquals(expected, (double) (float) confidence > confidence ? 1 : 0);
    RawOutput row =
        Detectors.raw(
            "out", List.of(1, 1, 7), 0.5f, 0.5f, 0.2f, 0.2f, (float) confidence, 0, 0.001f);
    DetectionSettings settings = DetectionFormat.DETR.settings().withConfidence(confidence);
    assertEquals(expected, Detectors.decode(List.of(row), INPUT, LABELS, settings).size());
  }

  @Test
  void theLimitKeepsTheBest() throws Exception {
    List<RawOutput> outputs = Detectors.outputs(Detectors.archive("formats.npz"), "yolov8");
    DetectionSettings settings = DetectionFormat.YOLOV8.settings();
    List<Detection> all = Detectors.decode(outputs, INPUT, LABELS, settings);
    assertEquals(
        all.subList(0, 2), Detectors.decode(outputs, INPUT, LABELS, settings.withMaxDetections(2)));
  }

  /** NanoDet's own graph decodes 80 classes with 11 bins; NMS and at most 20 a class inside. */
  @ParameterizedTest
  @CsvSource({"giraffe", "sheep"})
  void rawNanoDetEqualsItsOwnDecoding(String photo) throws Exception {
    Map<String, NpyArray> archive = Detectors.archive("nanodet_" + photo + ".npz");
    List<RawOutput> outputs = new ArrayList<>();
    for (int stride : new int[] {32, 8, 16}) {
      int cells = (416 / stride) * (416 / stride);
      outputs.add(spread(archive, "cls_s" + stride, "rows_s" + stride, cells));
      outputs.add(spread(archive, "dis_s" + stride, "rows_s" + stride, cells));
    }
    InputInfo input = Detectors.input(416, 416);
    assertEquals(
        Optional.of(new Recognition(DetectionFormat.NANODET, 80, Optional.empty())),
        Recognition.of(Detectors.announced(outputs), input, 80));
    DetectionSettings settings =
        DetectionFormat.NANODET.settings().withConfidence(0.05).withMaxDetections(1000);
    List<Detection> expected = new ArrayList<>();
    double[] boxes = archive.get("boxes").values();
    for (int i = 0; i < archive.get("scores").values().length; i++) {
      expected.add(
          new Detection(
              (int) archive.get("labels").values()[i],
              archive.get("scores").values()[i],
              boxes[4 * i],
              boxes[4 * i + 1],
              boxes[4 * i + 2],
              boxes[4 * i + 3]));
    }
    int[] count = new int[80];
    List<Detection> found =
        Detectors.decode(outputs, input, 80, settings).stream()
            .filter(d -> ++count[d.label()] <= 20)
            .toList();
    assertTrue(expected.size() > 20, "there is something to compare");
    assertSame(expected, found, 2e-3);
  }

  private static RawOutput spread(
      Map<String, NpyArray> archive, String name, String rows, int cells) {
    NpyArray array = archive.get(name);
    int columns = array.shape()[1];
    float[] values = new float[cells * columns];
    double[] places = archive.get(rows).values();
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(array.floats(), i * columns, values, (int) places[i] * columns, columns);
    }
    return new RawOutput(name, "f32", List.of(1, cells, columns), values);
  }

  @Test
  void boxesThatAreNoNumbersAreDropped() throws Exception {
    Map<String, NpyArray> archive = Detectors.archive("formats.npz");
    RawOutput rows = Detectors.outputs(archive, "end_to_end").get(0);
    List<Detection> expected = Detectors.expected(archive, "end_to_end");
    DetectionSettings settings = DetectionFormat.YOLO_END_TO_END.settings();
    int first = -1;
    for (int r = 0; r < 20; r++) {
      if (rows.values()[6 * r + 4] == (float) expected.get(0).score()) {
        first = r;
      }
    }
    for (float nothing : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      for (int column : new int[] {0, 3, 5}) {
        RawOutput broken = changed(rows, 6 * first + column, nothing);
        assertSame(
            expected.subList(1, expected.size()),
            Detectors.decode(List.of(broken), INPUT, LABELS, settings),
            PIXELS);
      }
    }
  }

  @Test
  void rowsWithAScoreThatIsNoNumberAreDropped() throws Exception {
    for (String name : List.of("yolov5", "yolox", "nanodet", "rt_detr_packed")) {
      RawOutput rows = Detectors.outputs(Detectors.archive("formats.npz"), name).get(0);
      DetectionFormat format =
          Recognition.of(Detectors.announced(List.of(rows)), INPUT, LABELS).get().format();
      DetectionSettings settings =
          format.settings().withConfidence(0).withIou(1).withMaxDetections(1000);
      int columns = rows.shape().get(2);
      float[] values = rows.values().clone();
      int first = format == DetectionFormat.NANODET ? 0 : 4;
      Arrays.fill(values, first, first + 2, Float.NaN);
      RawOutput broken = new RawOutput(rows.name(), "f32", rows.shape(), values);
      float[] without = rows.values().clone();
      Arrays.fill(without, first, format == DetectionFormat.NANODET ? LABELS : columns, 0);
      RawOutput none = new RawOutput(rows.name(), "f32", rows.shape(), without);
      assertEquals(
          Detectors.decode(List.of(none), INPUT, LABELS, settings),
          Detectors.decode(List.of(broken), INPUT, LABELS, settings),
          name);
    }
  }

  @Test
  void outputsWithoutANumberAreABrokenNetwork() throws Exception {
    for (String name : List.of("yolov5", "yolov8", "nanodet", "detr", "rt_detr", "ssd", "tf")) {
      List<RawOutput> outputs =
          Detectors.outputs(Detectors.archive("formats.npz"), name).stream()
              .map(
                  o -> {
                    float[] nan = new float[o.values().length];
                    Arrays.fill(nan, Float.NaN);
                    return new RawOutput(o.name(), o.elementType(), o.shape(), nan);
                  })
              .toList();
      DetectionFormat format =
          Recognition.of(Detectors.announced(outputs), INPUT, LABELS).get().format();
      String message = failure(format.settings(), LABELS, outputs.toArray(RawOutput[]::new));
      assertTrue(message.contains("no numbers"), name + ": " + message);
    }
  }

  @Test
  void nothingFoundIsAnEmptyList() {
    DetectionSettings settings = DetectionFormat.BOXES_LABELS_SCORES.settings();
    assertEquals(
        List.of(),
        Detectors.decode(
            List.of(
                Detectors.raw("boxes", List.of(0, 5)),
                new RawOutput("labels", "i64", List.of(0), new float[0])),
            INPUT,
            LABELS,
            settings));
    assertEquals(
        List.of(),
        Detectors.decode(
            List.of(Detectors.raw("out", List.of(1, 1, 1, 7), -1, 0, 0, 0, 0, 0, 0)),
            INPUT,
            LABELS,
            DetectionFormat.SSD.settings()));
  }

  @Test
  void labelsFromOneLeaveOutTheBackground() {
    RawOutput boxes =
        Detectors.raw("boxes", List.of(3, 4), 0, 0, 9, 9, 10, 10, 20, 20, 30, 30, 50, 60);
    RawOutput scores = Detectors.raw("scores", List.of(3), 0.9f, 0.8f, 0.7f);
    RawOutput labels = new RawOutput("labels", "i64", List.of(3), new float[] {0, 1, 3});
    DetectionSettings settings = DetectionFormat.BOXES_LABELS_SCORES.settings();
    List<RawOutput> outputs = List.of(boxes, labels, scores);
    assertEquals(
        List.of(0, 2),
        Detectors.decode(outputs, INPUT, LABELS, settings.withFirstLabel(1)).stream()
            .map(Detection::label)
            .toList());
    String message = failure(settings, LABELS, boxes, labels, scores);
    assertTrue(message.contains("label 3"), message);
    assertTrue(message.contains("number of the first label"), message);
  }

  @Test
  void whatContradictsTheFormatSaysWhatToSet() {
    DetectionSettings list = DetectionFormat.BOXES_LABELS_SCORES.settings();
    String score = failure(list, LABELS, Detectors.raw("boxes", List.of(1, 5), 0, 0, 9, 9, 3.5f));
    assertTrue(score.contains("score is 3.5") && score.contains("Set another"), score);
    String label =
        failure(
            DetectionFormat.YOLO_END_TO_END.settings(),
            LABELS,
            Detectors.raw("out", List.of(1, 1, 6), 0, 0, 9, 9, 0.9f, 0.5f));
    assertTrue(label.contains("label is 0.5") && label.contains("Set another"), label);
    String corners =
        failure(
            DetectionFormat.YOLO_END_TO_END.settings(),
            LABELS,
            Detectors.raw("out", List.of(1, 1, 6), 50, 50, 9, 9, 0.9f, 1));
    assertTrue(corners.contains("end before they begin"), corners);
    String shape =
        failure(
            DetectionFormat.YOLOV8.settings(),
            LABELS,
            Detectors.raw("out", List.of(1, 2, 9), new float[18]));
    assertTrue(shape.contains("out f32[1, 2, 9]"), shape);
    String rows =
        failure(
            DetectionFormat.NANODET.settings(),
            LABELS,
            Detectors.raw("out", List.of(1, 7, 35), new float[245]));
    assertTrue(rows.contains("7 rows"), rows);
    String batch = failure(list, LABELS, Detectors.raw("boxes", List.of(2, 1, 5), new float[10]));
    assertTrue(batch.contains("Found: boxes"), batch);
  }

  @Test
  void aModelThatIsNotUnderstoodSaysSo() {
    String message =
        assertThrows(
                EngineException.class,
                () ->
                    Detections.of(
                        Detectors.model(
                            List.of(Detectors.announced("p3", "f32", 1, 255, 52, 52)),
                            INPUT,
                            80,
                            Optional.empty())))
            .getMessage();
    assertTrue(message.contains("detector.xml"), message);
    assertTrue(message.contains("p3 f32[1, 255, 52, 52]"), message);
    assertTrue(message.contains("YOLOv8"), message);
  }

  @Test
  void valuesBelongToTheShape() {
    assertThrows(EngineException.class, () -> Detectors.raw("x", List.of(2, 2), 1, 2, 3));
    assertThrows(EngineException.class, () -> Detectors.raw("x", List.of(-1, 2)));
  }
}
