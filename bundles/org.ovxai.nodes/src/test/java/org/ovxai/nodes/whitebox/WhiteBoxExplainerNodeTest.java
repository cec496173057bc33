package org.ovxai.nodes.whitebox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.MapPng;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.nodes.NodeRun;
import org.ovxai.nodes.modelreader.ModelReaderNodeFactory;
import org.ovxai.nodes.port.OpenVinoModelPortObject;

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
  void settingsThatCannotWorkAreRefusedBeforeAnythingRuns() {
    assertRefused("method", "GradCAM", "ReciproCAM, ActivationMap");
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
