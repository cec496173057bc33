package org.ovxai.nodes.whitebox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.MissingCell;
import org.knime.core.data.MissingValue;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeSettings;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.MapPng;
import org.ovxai.engine.image.Npy;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.nodes.NodeRun;
import org.ovxai.nodes.modelreader.ModelReaderNodeFactory;
import org.ovxai.nodes.port.OpenVinoModelPortObject;
import org.ovxai.standin.NodeRuntime;

class WhiteBoxExplainerNodeTest {
  private static final List<String> COLUMNS =
      List.of(
          "Image RowID",
          "Image name",
          "Label (#1)",
          "Target",
          "Label",
          "Confidence",
          "Saliency map",
          "Map min",
          "Map max",
          "Overlay",
          "Method",
          "Layer",
          "Inferences");

  private static final List<String> FIRST_KEYS =
      List.of(
          "imageColumn",
          "targets",
          "topK",
          "method",
          "layer",
          "overlay",
          "overlayWeight",
          "colorMap",
          "overlayText",
          "keptColumns");

  private static final DataTableSpec IMAGES =
      new DataTableSpec(
          new DataColumnSpecCreator("Image", PNGImageCellFactory.TYPE).createSpec(),
          new DataColumnSpecCreator("Image name", StringCell.TYPE).createSpec(),
          new DataColumnSpecCreator("Label", StringCell.TYPE).createSpec());

  @TempDir static Path shared;
  private static OpenVinoModelPortObject model;

  @TempDir Path temp;
  private NodeRun node;

  @BeforeAll
  static void readModel() throws Exception {
    model =
        (OpenVinoModelPortObject)
            new NodeRun(ModelReaderNodeFactory.class, shared)
                .set("file", NodeRun.MODEL.toString())
                .set("mean", "127")
                .set("scale", "128")
                .execute()[0];
  }

  @BeforeEach
  void makeNode() {
    node = new NodeRun(WhiteBoxExplainerNodeFactory.class, temp);
  }

  @Test
  void explainsThePredictedClassWithTheColumnsPromised() throws Exception {
    BufferedDataTable out = (BufferedDataTable) node.execute(model, images(photo("koala")))[0];
    assertEquals(COLUMNS, Arrays.asList(out.getDataTableSpec().getColumnNames()));
    DataRow row = NodeRun.rows(out).get(0);
    assertEquals("koala_105", row.getKey().getString());
    assertEquals("koala", text(row, "Image RowID"));
    assertEquals("animal", text(row, "Label (#1)"));
    assertEquals("105", text(row, "Target"));
    assertEquals("koala", text(row, "Label"));
    assertEquals(0.866, number(row, "Confidence"), 0.01);
    assertEquals("ReciproCAM", text(row, "Method"));
    assertEquals("1", text(row, "Inferences"));
    SaliencyMap map =
        MapPng.decode(png(row, "Saliency map"), number(row, "Map min"), number(row, "Map max"));
    assertEquals(List.of(7, 7), List.of(map.height(), map.width()));
    assertEquals(number(row, "Map max"), map.max(), 1e-6);
    assertEquals(
        ImageFiles.read(NodeRun.PHOTOS.resolve("koala.jpg")).width(),
        ImageFiles.decode(png(row, "Overlay")).width());
    assertEquals(Optional.empty(), node.warning());
  }

  @Test
  void specAtConfigureEqualsSpecAtExecute() throws Exception {
    BufferedDataTable images = images(photo("koala"));
    for (boolean overlay : new boolean[] {true, false}) {
      node.set("overlay", overlay);
      DataTableSpec configured =
          (DataTableSpec) node.configure(model.getSpec(), images.getSpec())[0];
      DataTableSpec executed =
          ((BufferedDataTable) node.execute(model, images)[0]).getDataTableSpec();
      assertTrue(configured.equalStructure(executed));
      assertEquals(overlay, configured.containsName("Overlay"));
    }
  }

  @Test
  void severalTargetsGiveARowEachInTheirOrder() throws Exception {
    node.set("targets", "giant panda; 105");
    List<DataRow> rows = NodeRun.rows(node.execute(model, images(photo("koala")))[0]);
    assertEquals(List.of("koala_388", "koala_105"), keys(rows));
  }

  @Test
  void theBestClassesComeBestFirst() throws Exception {
    node.set("topK", 3);
    List<DataRow> rows = NodeRun.rows(node.execute(model, images(photo("koala")))[0]);
    assertEquals(3, rows.size());
    assertEquals("koala_105", keys(rows).get(0));
    assertTrue(number(rows.get(1), "Confidence") >= number(rows.get(2), "Confidence"));
  }

  @Test
  void imagesThatCannotBeReadGetARowWithReasonsAndTheOthersAreDone() throws Exception {
    BufferedDataTable images =
        images(
            image("empty", new MissingCell("b.jpg: is no image")),
            photo("koala"),
            image("none", DataType.getMissingCell()));
    List<DataRow> rows = NodeRun.rows(node.execute(model, images)[0]);
    assertEquals(List.of("empty_?", "koala_105", "none_?"), keys(rows));
    assertEquals("empty", text(rows.get(0), "Image name"));
    for (String column : COLUMNS.subList(3, COLUMNS.size())) {
      MissingValue missing = (MissingValue) cell(rows.get(0), column);
      assertEquals("b.jpg: is no image", missing.getError());
    }
    String warning = node.warning().orElseThrow();
    assertTrue(
        warning.startsWith(
            "2 of 3 images could not be explained: empty: b.jpg: is no image;"
                + " none: the image is missing."),
        warning);
  }

  @Test
  void aColumnOfPathsServesAsWell() throws Exception {
    DataTableSpec paths =
        new DataTableSpec(new DataColumnSpecCreator("Path", StringCell.TYPE).createSpec());
    BufferedDataTable images =
        NodeRun.table(
            temp,
            paths,
            new DefaultRow("a", new StringCell(NodeRun.PHOTOS.resolve("macaw.jpg").toString())),
            new DefaultRow("b", new StringCell(temp.resolve("none.jpg").toString())));
    List<DataRow> rows = NodeRun.rows(node.execute(model, images)[0]);
    assertEquals(List.of("a_88", "b_?"), keys(rows));
    assertTrue(node.warning().orElseThrow().contains("none.jpg"));
  }

  @Test
  void anEmptyTableGivesAnEmptyTable() throws Exception {
    assertEquals(List.of(), NodeRun.rows(node.execute(model, images())[0]));
  }

  @Test
  void anUnknownLayerIsHintedAtAndThenFailsWithTheCandidates() {
    node.set("layer", "no such layer");
    KNIMEException e =
        assertThrows(KNIMEException.class, () -> node.execute(model, images(photo("koala"))));
    assertTrue(e.getMessage().contains("no layer 'no such layer'"), e.getMessage());
    String candidate =
        model.getSpec().info().layers().get(model.getSpec().info().layers().size() - 1).name();
    assertTrue(e.getMessage().contains(candidate), e.getMessage());
    assertTrue(node.warning().orElseThrow().contains("'no such layer' is none of the"));
  }

  @Test
  void everyLayerThatTheDialogOffersCanBeExplained() throws Exception {
    Set<String> offered =
        model.getSpec().info().layers().stream().map(l -> l.name()).collect(Collectors.toSet());
    String last =
        text(NodeRun.rows(node.execute(model, images(photo("koala")))[0]).get(0), "Layer");
    assertTrue(offered.contains(last), last + " is not in " + offered);
  }

  @Test
  void theMethodsOfATransformerAreItsOwn() throws Exception {
    OpenVinoModelPortObject vit = network("vit");
    for (String method : List.of("automatic", "", "ViTReciproCAM")) {
      node.set("method", method);
      DataRow row = NodeRun.rows(node.execute(vit, images(photo("koala")))[0]).get(0);
      assertEquals("ViTReciproCAM", text(row, "Method"));
    }
    node.set("method", "ActivationMap");
    DataRow row = NodeRun.rows(node.execute(vit, images(photo("koala")))[0]).get(0);
    assertEquals("ActivationMap", text(row, "Method"));
  }

  @Test
  void aDetectorIsExplainedByItsClassProbabilities() throws Exception {
    OpenVinoModelPortObject detector =
        (OpenVinoModelPortObject)
            new NodeRun(ModelReaderNodeFactory.class, temp)
                .set("file", NodeRun.NETWORKS.resolve("detector_heads.xml").toString())
                .set("task", "DETECTION")
                .execute()[0];
    node.set("targets", "4; 0").set("methodParameters/mapHeight", 13);
    List<DataRow> rows = NodeRun.rows(node.execute(detector, images(photo("koala")))[0]);
    assertEquals(List.of("koala_4", "koala_0"), keys(rows));
    assertEquals("DetClassProbabilityMap", text(rows.get(0), "Method"));
    SaliencyMap map = map(rows.get(0));
    assertEquals(List.of(13, 23), List.of(map.height(), map.width()));
    node.set("method", "ReciproCAM");
    InvalidSettingsException e =
        assertThrows(
            InvalidSettingsException.class, () -> node.configure(detector.getSpec(), IMAGES));
    assertTrue(e.getMessage().contains("choose: DetClassProbabilityMap"), e.getMessage());
  }

  @Test
  void aColumnSaysWhichClasses() throws Exception {
    node.set("targetColumn", "Image name").set("topK", 2);
    List<DataRow> rows =
        NodeRun.rows(
            node.execute(
                    model,
                    images(
                        named("a", "koala; 388"),
                        named("b", "koalla"),
                        named("c", ""),
                        named("d", "1000")))[0]);
    assertEquals(List.of("a_105", "a_388", "b_?"), keys(rows).subList(0, 3));
    assertEquals(List.of("c_105", "d_?"), List.of(keys(rows).get(3), keys(rows).get(5)));
    String warning = node.warning().orElseThrow();
    assertTrue(warning.contains("'koala'"), warning);
    assertTrue(warning.contains("1000 classes"), warning);
  }

  @Test
  void mapsCanHaveThePicturesSize() throws Exception {
    DataRow own = NodeRun.rows(node.execute(model, images(photo("koala")))[0]).get(0);
    node.set("mapResolution", "PICTURE");
    DataRow row = NodeRun.rows(node.execute(model, images(photo("koala")))[0]).get(0);
    SaliencyMap map = map(row);
    RgbImage photo = ImageFiles.read(NodeRun.PHOTOS.resolve("koala.jpg"));
    assertEquals(photo.height(), map.height());
    assertEquals(photo.width(), map.width());
    assertEquals(number(row, "Map max"), map.max(), 1e-6);
    assertEquals(number(own, "Map max"), number(row, "Map max"), 5e-3 * number(own, "Map max"));
    assertArrayEquals(png(own, "Overlay"), png(row, "Overlay"));
  }

  @Test
  void tensorsAreExplainedAsTheyAre() throws Exception {
    DataTableSpec spec =
        new DataTableSpec(new DataColumnSpecCreator("Path", StringCell.TYPE).createSpec());
    Path tensor = NodeRun.NETWORKS.resolve("inputs/image_32x32.npy");
    BufferedDataTable tensors =
        NodeRun.table(temp, spec, new DefaultRow("a", new StringCell(tensor.toString())));
    node.set("inputData", "TENSORS").set("targets", "all");
    List<DataRow> rows = NodeRun.rows(node.execute(network("cnn_gap"), tensors)[0]);
    double[] expected =
        Npy.read(Files.readAllBytes(NodeRun.NETWORKS.resolve("expected/cnn_gap.reciprocam.npy")))
            .values();
    assertEquals(6, rows.size());
    for (int k = 0; k < 6; k++) {
      DataRow row = rows.get(k);
      float[] map =
          MapPng.decode(
                  ((PNGImageValue) row.getCell(5)).getImageContent().getByteArray(),
                  ((DoubleValue) row.getCell(6)).getDoubleValue(),
                  ((DoubleValue) row.getCell(7)).getDoubleValue())
              .values();
      for (int i = 0; i < 64; i++) {
        assertEquals(expected[k * 64 + i], map[i], 1e-5);
      }
      assertTrue(row.getCell(8).isMissing(), "no picture, no overlay");
    }
  }

  @Test
  void aSmallMemoryBudgetGivesTheSameMaps() throws Exception {
    OpenVinoModelPortObject early = network("early_large");
    node.set("layer", "early").set("method", "ReciproCAM").set("memoryBudget", 1);
    List<String> log =
        NodeRun.log(
            () -> {
              DataRow row = NodeRun.rows(node.execute(early, images(photo("koala")))[0]).get(0);
              assertEquals(56, map(row).height());
              return row;
            });
    assertTrue(log.get(0).contains("no more than 1 MiB"), log.toString());
  }

  @Test
  void settingsOfTheFirstVersionLoad() throws Exception {
    node.configure(model.getSpec(), IMAGES);
    NodeSettings current = node.saved();
    NodeSettings old = new NodeSettings("model");
    for (String key : FIRST_KEYS) {
      old.addEntry(current.getEntry(key));
    }
    assertTrue(current.keySet().size() > FIRST_KEYS.size());
    NodeRuntime runtime = NodeRuntime.create(WhiteBoxExplainerNodeFactory.class);
    runtime.loadModelSettings(old);
    NodeSettings loaded = new NodeSettings("model");
    runtime.saveModelSettings(loaded);
    assertEquals(current, loaded);
  }

  @Test
  void settingsThatCannotWorkAreRefusedBeforeAnythingRuns() {
    assertRefused("method", "GradCAM", "ReciproCAM, ViTReciproCAM");
    assertRefused("method", "DetClassProbabilityMap", "choose: ReciproCAM");
    assertRefused("targetColumn", "Classes", "\"Image name\"");
    assertRefused("targetColumn", "Image", "label names");
    assertRefused("targets", "1000", "1000 classes");
    assertRefused("targets", "koalla", "'koala'");
    assertRefused("imageColumn", "Photo", "\"Image name\"");
    assertRefused("imageColumn", "", "No image column");
    assertRefused("colorMap", "RAINBOWS", "JET");
  }

  private void assertRefused(String key, String value, String hint) {
    NodeRun fresh =
        new NodeRun(WhiteBoxExplainerNodeFactory.class, temp)
            .set("imageColumn", "Image")
            .set(key, value);
    InvalidSettingsException e =
        assertThrows(
            InvalidSettingsException.class, () -> fresh.configure(model.getSpec(), IMAGES));
    assertTrue(e.getMessage().contains(hint), e.getMessage());
  }

  @Test
  void cancelStopsBeforeTheNextInference() throws Exception {
    BufferedDataTable images = images(photo("koala"));
    node.cancelWhen(() -> true);
    assertThrows(CanceledExecutionException.class, () -> node.execute(model, images));
  }

  private OpenVinoModelPortObject network(String name) throws Exception {
    return NodeRun.read(NodeRun.NETWORKS.resolve(name + ".xml"), temp);
  }

  private static DataRow named(String key, String name) {
    return new DefaultRow(key, photo("koala").getCell(0), new StringCell(name), new StringCell(""));
  }

  private static SaliencyMap map(DataRow row) {
    return MapPng.decode(png(row, "Saliency map"), number(row, "Map min"), number(row, "Map max"));
  }

  private BufferedDataTable images(DataRow... rows) {
    return NodeRun.table(temp, IMAGES, rows);
  }

  private static DataRow photo(String name) {
    return image(
        name,
        PNGImageCellFactory.create(
            ImageFiles.png(ImageFiles.read(NodeRun.PHOTOS.resolve(name + ".jpg")))));
  }

  private static DataRow image(String name, DataCell image) {
    return new DefaultRow(name, image, new StringCell(name), new StringCell("animal"));
  }

  private static List<String> keys(List<DataRow> rows) {
    return rows.stream().map(r -> r.getKey().getString()).toList();
  }

  private static DataCell cell(DataRow row, String column) {
    return row.getCell(COLUMNS.indexOf(column));
  }

  private static String text(DataRow row, String column) {
    return cell(row, column).toString();
  }

  private static double number(DataRow row, String column) {
    return ((DoubleValue) cell(row, column)).getDoubleValue();
  }

  private static byte[] png(DataRow row, String column) {
    return ((PNGImageValue) cell(row, column)).getImageContent().getByteArray();
  }
}
