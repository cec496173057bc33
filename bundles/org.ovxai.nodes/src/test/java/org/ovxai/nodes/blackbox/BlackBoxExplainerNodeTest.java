package org.ovxai.nodes.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.MissingValue;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.port.PortObject;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.MapPng;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.nodes.NodeRun;
import org.ovxai.nodes.imagereader.AnnotatedImageReaderNodeFactory;
import org.ovxai.nodes.modelreader.ModelReaderNodeFactory;

class BlackBoxExplainerNodeTest {
  private static final Path DETECTOR =
      NodeRun.WORKFLOW.resolveSibling("detect-and-explain").resolve("data");

  @TempDir static Path shared;
  private static PortObject classifier;
  private static PortObject detector;

  @TempDir Path temp;
  private NodeRun node;

  @BeforeAll
  static void readModels() throws Exception {
    classifier =
        new NodeRun(ModelReaderNodeFactory.class, shared)
            .set("file", NodeRun.MODEL.toString())
            .set("mean", "127")
            .set("scale", "128")
            .execute()[0];
    detector =
        new NodeRun(ModelReaderNodeFactory.class, shared)
            .set("file", DETECTOR.resolve("nanodet_g/nanodet_g.xml").toString())
            .set("colorOrder", "BGR")
            .set("mean", "103.53 116.28 123.675")
            .set("scale", "57.375 57.12 58.395")
            .execute()[0];
  }

  @BeforeEach
  void makeNode() {
    node = new NodeRun(BlackBoxExplainerNodeFactory.class, temp);
  }

  private PortObject photos(Path... files) throws Exception {
    Path folder = Files.createDirectories(temp.resolve("photos"));
    for (Path file : files) {
      Files.copy(file, folder.resolve(file.getFileName()));
    }
    return images(folder);
  }

  private PortObject images(Path folder) throws Exception {
    return new NodeRun(AnnotatedImageReaderNodeFactory.class, temp)
        .set("folder", folder.toString())
        .execute()[0];
  }

  @Test
  void riseExplainsClassesWithItsStandardError() throws Exception {
    BufferedDataTable out =
        (BufferedDataTable)
            node.set("method", "RISE")
                .set("targets", "koala; 1")
                .set("blackBox/numMasks", 60)
                .set("blackBox/numMasks_is_present", true)
                .set("blackBox/preset", "speed")
                .execute(classifier, photos(NodeRun.PHOTOS.resolve("koala.jpg")))[0];
    List<DataRow> rows = NodeRun.rows(out);
    assertEquals(
        List.of("koala", "goldfish"), rows.stream().map(r -> text(out, r, "Label")).toList());
    for (DataRow row : rows) {
      assertEquals("RISE", text(out, row, "Method"));
      assertEquals("60", text(out, row, "Inferences"));
      SaliencyMap map = map(out, row);
      assertEquals(List.of(224, 224), List.of(map.height(), map.width()));
      double error = number(out, row, "Standard error");
      assertTrue(error > 0 && error < 0.2, "standard error " + error);
    }
    assertTrue(map(out, rows.get(0)).max() > 10 * map(out, rows.get(1)).max());
    assertFalse(Arrays.asList(out.getDataTableSpec().getColumnNames()).contains("Box x1"));
  }

  @Test
  void theSameSettingsGiveTheSameBits() throws Exception {
    PortObject photo = photos(NodeRun.PHOTOS.resolve("panda.jpg"));
    for (String method : List.of("RISE", "AISE")) {
      float[][] found = new float[2][];
      for (int i = 0; i < 2; i++) {
        BufferedDataTable out =
            (BufferedDataTable)
                new NodeRun(BlackBoxExplainerNodeFactory.class, temp)
                    .set("method", method)
                    .set("blackBox/numMasks", 20)
                    .set("blackBox/numMasks_is_present", true)
                    .set("blackBox/iterations", 5)
                    .set("blackBox/iterations_is_present", true)
                    .execute(classifier, photo)[0];
        found[i] = map(out, NodeRun.rows(out).get(0)).values();
      }
      assertTrue(Arrays.equals(found[0], found[1]), method);
    }
  }

  /** Each object that is found has a row, its box in pixels of the photo. */
  @Test
  void objectsAreExplainedOneByOne() throws Exception {
    Path blank = Files.createDirectories(temp.resolve("photos")).resolve("blank.png");
    Files.write(blank, ImageFiles.png(new RgbImage(64, 48, new byte[64 * 48 * 3])));
    BufferedDataTable out =
        (BufferedDataTable)
            node.set("blackBox/preset", "SPEED")
                .set("blackBox/iterations", 8)
                .set("blackBox/iterations_is_present", true)
                .execute(detector, photos(DETECTOR.resolve("images/giraffe.jpg")))[0];
    List<DataRow> rows = NodeRun.rows(out);
    assertEquals("Row0_?", rows.get(0).getKey().getString());
    DataCell map = cell(out, rows.get(0), "Saliency map");
    assertTrue(
        ((MissingValue) map).getError().contains("finds no object above a confidence of 0."));
    assertTrue(node.warning().orElseThrow().contains("finds no object"));
    DataRow giraffe = rows.get(1);
    assertEquals("Row1_0", giraffe.getKey().getString());
    assertEquals("giraffe", text(out, giraffe, "Label"));
    assertEquals("24", text(out, giraffe, "Inferences"));
    RgbImage photo = ImageFiles.read(DETECTOR.resolve("images/giraffe.jpg"));
    double x1 = number(out, giraffe, "Box x1");
    double x2 = number(out, giraffe, "Box x2");
    assertTrue(0 <= x1 && x2 <= photo.width() && x2 - x1 > photo.width() / 2.0);
    assertTrue(cell(out, giraffe, "Standard error").isMissing());
  }

  @ParameterizedTest
  @CsvSource({
    "blackBox/preset, FAST, SPEED",
    "blackBox/variant, new, corrected",
    "blackBox/kernelWidths, 0.1; x, separated by semicolons",
    "blackBox/kernelWidths, 0, numbers above 0",
    "blackBox/divisors, -1, numbers above 0",
    "method, ReciproCAM, AISE",
    "targets, koalla, 'koala'",
    "targets, 1000, 0 to 999"
  })
  void refusesSettingsThatMeanNothing(String key, String value, String says) {
    node.set(key, value);
    InvalidSettingsException e =
        assertThrows(
            InvalidSettingsException.class,
            () -> node.configure(classifier.getSpec(), images(NodeRun.PHOTOS).getSpec()));
    assertTrue(e.getMessage().contains(says), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "numMasks, 0, masks",
    "numCells, 0, cells",
    "iterations, 0, iterations",
    "seed, -1, seed"
  })
  void refusesNumbersOutOfRange(String key, int value, String says) {
    node.set("blackBox/" + key, value);
    if (!key.equals("seed")) {
      node.set("blackBox/" + key + "_is_present", true);
    }
    InvalidSettingsException e =
        assertThrows(
            InvalidSettingsException.class,
            () -> node.configure(classifier.getSpec(), images(NodeRun.PHOTOS).getSpec()));
    assertTrue(e.getMessage().contains(says), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void refusesProbabilitiesOfAllOrNothing(double prob) {
    node.setOptional("blackBox/prob", prob);
    InvalidSettingsException e =
        assertThrows(
            InvalidSettingsException.class,
            () -> node.configure(classifier.getSpec(), images(NodeRun.PHOTOS).getSpec()));
    assertTrue(e.getMessage().contains("above 0 and below 1"), e.getMessage());
  }

  @Test
  void riseIsNotForDetectors() {
    node.set("method", "RISE");
    InvalidSettingsException e =
        assertThrows(
            InvalidSettingsException.class,
            () -> node.configure(detector.getSpec(), images(NodeRun.PHOTOS).getSpec()));
    assertTrue(e.getMessage().contains("choose: AISE"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"AISE", "RISE"})
  void scoresThatAreNoNumbersAreTold(String method) throws Exception {
    Files.copy(NodeRun.NETWORKS.resolve("cnn_gap.xml"), temp.resolve("nan.xml"));
    byte[] weights = Files.readAllBytes(NodeRun.NETWORKS.resolve("cnn_gap.bin"));
    Arrays.fill(weights, weights.length - 24, weights.length, (byte) 0xff); // the last layer's bias
    Files.write(temp.resolve("nan.bin"), weights);
    PortObject model = NodeRun.read(temp.resolve("nan.xml"), temp);
    PortObject photo = photos(NodeRun.PHOTOS.resolve("koala.jpg"));
    node.set("method", method);
    KNIMEException e = assertThrows(KNIMEException.class, () -> node.execute(model, photo));
    assertTrue(
        e.getMessage().startsWith("The scores of model 'nan.xml' cannot be used. One is NaN."),
        e.getMessage());
  }

  @Test
  void endsBetweenTwoInferences() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    PortObject photo = photos(NodeRun.PHOTOS.resolve("koala.jpg"));
    node.set("method", "RISE").cancelWhen(() -> asked.incrementAndGet() > 20);
    assertThrows(CanceledExecutionException.class, () -> node.execute(classifier, photo));
  }

  private static DataCell cell(BufferedDataTable table, DataRow row, String column) {
    return row.getCell(table.getDataTableSpec().findColumnIndex(column));
  }

  private static String text(BufferedDataTable table, DataRow row, String column) {
    return cell(table, row, column).toString();
  }

  private static double number(BufferedDataTable table, DataRow row, String column) {
    return ((DoubleValue) cell(table, row, column)).getDoubleValue();
  }

  private static SaliencyMap map(BufferedDataTable table, DataRow row) {
    byte[] png =
        ((PNGImageValue) cell(table, row, "Saliency map")).getImageContent().getByteArray();
    return MapPng.decode(png, number(table, row, "Map min"), number(table, row, "Map max"));
  }
}
