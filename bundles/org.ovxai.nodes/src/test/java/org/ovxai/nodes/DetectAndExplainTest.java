package org.ovxai.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.ovxai.engine.detection.DetectionFormat;
import org.ovxai.nodes.imagereader.AnnotatedImageReaderNodeFactory;
import org.ovxai.nodes.mapwriter.SaliencyMapWriterNodeFactory;
import org.ovxai.nodes.modelreader.ModelReaderNodeFactory;
import org.ovxai.nodes.port.OpenVinoModelPortObject;
import org.ovxai.nodes.predictor.PredictorNodeFactory;
import org.ovxai.nodes.whitebox.WhiteBoxExplainerNodeFactory;

/** NanoDet from its file to maps and boxes. */
class DetectAndExplainTest {
  private static final Path DATA =
      NodeRun.WORKFLOW.resolveSibling("detect-and-explain").resolve("data");

  @TempDir static Path shared;
  private static OpenVinoModelPortObject model;
  private static PortObject images;

  @TempDir Path temp;

  @BeforeAll
  static void read() throws Exception {
    model = (OpenVinoModelPortObject) reader(shared).execute()[0];
    images =
        new NodeRun(AnnotatedImageReaderNodeFactory.class, shared)
            .set("folder", DATA.resolve("images").toString())
            .execute()[0];
  }

  private static NodeRun reader(Path folder) {
    return new NodeRun(ModelReaderNodeFactory.class, folder)
        .set("file", DATA.resolve("nanodet_g/nanodet_g.xml").toString())
        .set("colorOrder", "BGR")
        .set("mean", "103.53 116.28 123.675")
        .set("scale", "57.375 57.12 58.395");
  }

  private static List<String> names(DataTableSpec spec) {
    return spec.stream().map(c -> c.getName()).toList();
  }

  private static double number(DataRow row, int column) {
    return ((DoubleValue) row.getCell(column)).getDoubleValue();
  }

  @Test
  void theFormatIsRecognisedOrSet() throws Exception {
    assertEquals(
        DetectionFormat.BOXES_LABELS_SCORES.settings(),
        model.getSpec().info().detection().orElseThrow());
    NodeRun set = reader(temp).set("detectionFormat", "SSD").set("firstLabel", "ONE");
    assertEquals(
        Optional.of(DetectionFormat.SSD.settings().withFirstLabel(1)),
        ((OpenVinoModelPortObject) set.execute()[0]).getSpec().info().detection());
  }

  /**
   * Boxes as NanoDet's own graph gives them in Python, in pixels of its input of 416 x 416, for
   * photos of 640 pixels' width and these heights. The decoding of JPEG and resizing differ a
   * little.
   */
  @ParameterizedTest
  @CsvSource({
    "giraffe, 1, 360, 0.761743, 0.671, 15.213, 396.922, 411.574",
    "horse, 3, 415, 0.700235, 235.749, 148.758, 365.761, 351.553",
    "sheep, 1, 464, 0.770460, 94.177, 47.377, 298.087, 378.080"
  })
  void objectsAreRowsWithBoxesInPixelsOfThePhoto(
      String label,
      int count,
      int height,
      double confidence,
      double x1,
      double y1,
      double x2,
      double y2)
      throws Exception {
    BufferedDataTable out =
        (BufferedDataTable) new NodeRun(PredictorNodeFactory.class, temp).execute(model, images)[0];
    List<String> names = names(out.getDataTableSpec());
    int box = names.indexOf("Box x1");
    assertEquals(
        List.of("Rank", "Target", "Label", "Confidence", "Box x1", "Box y1", "Box x2", "Box y2"),
        names.subList(box - 4, box + 4));
    List<DataRow> found =
        NodeRun.rows(out).stream().filter(r -> r.getCell(1).toString().startsWith(label)).toList();
    assertEquals(count, found.size());
    for (DataRow row : found) {
      assertEquals(label, row.getCell(box - 2).toString());
    }
    DataRow best = found.get(0);
    assertEquals(confidence, number(best, box - 1), 0.002);
    assertEquals(x1 * 640 / 416, number(best, box), 1);
    assertEquals(y1 * height / 416, number(best, box + 1), 1);
    assertEquals(x2 * 640 / 416, number(best, box + 2), 1);
    assertEquals(y2 * height / 416, number(best, box + 3), 1);
  }

  @Test
  void objectsInColumnsAreAsManyAsAskedFor() throws Exception {
    NodeRun node =
        new NodeRun(PredictorNodeFactory.class, temp).set("form", "COLUMNS").set("topK", 2);
    BufferedDataTable out = (BufferedDataTable) node.execute(model, images)[0];
    List<String> names = names(out.getDataTableSpec());
    int first = names.indexOf("Label 1");
    assertEquals(
        List.of(
            "Label 1", "Confidence 1", "Box x1 1", "Box y1 1", "Box x2 1", "Box y2 1", "Label 2"),
        names.subList(first, first + 7));
    assertEquals(first + 12, names.size());
    assertEquals(4, NodeRun.rows(out).size());
  }

  @Test
  void aPhotoWithoutObjectsHasARowThatSaysSo() throws Exception {
    PortObject strict = reader(temp).setOptional("confidenceThreshold", 0.99).execute()[0];
    NodeRun node = new NodeRun(PredictorNodeFactory.class, temp).set("rawOutputs", true);
    BufferedDataTable out = (BufferedDataTable) node.execute(strict, images)[0];
    List<DataRow> rows = NodeRun.rows(out);
    assertEquals(4, rows.size());
    int label = names(out.getDataTableSpec()).indexOf("Label");
    for (DataRow row : rows) {
      assertTrue(row.getKey().getString().endsWith("_?"), row.getKey().getString());
      assertTrue(row.getCell(label).isMissing());
      assertFalse(row.getCell(row.getNumCells() - 1).isMissing(), "the raw outputs are there");
    }
  }

  @Test
  void classMapsAreWritten() throws Exception {
    Path results = temp.resolve("results");
    PortObject explanations =
        new NodeRun(WhiteBoxExplainerNodeFactory.class, temp)
            .set("method", "DetClassProbabilityMap")
            .execute(model, images)[0];
    new NodeRun(SaliencyMapWriterNodeFactory.class, temp)
        .set("folder", results.toString())
        .set("format", "overlay")
        .execute(explanations);
    try (Stream<Path> files = Files.list(results)) {
      assertEquals(5, files.count(), "four pictures and the list");
    }
    assertTrue(
        IntStream.range(0, 4)
            .allMatch(i -> !NodeRun.rows(explanations).get(i).getCell(0).isMissing()));
  }
}
