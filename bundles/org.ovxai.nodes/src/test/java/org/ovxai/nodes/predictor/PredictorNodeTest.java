package org.ovxai.nodes.predictor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
import org.knime.core.data.MissingValue;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.MapPng;
import org.ovxai.engine.image.Npy;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.nodes.NodeRun;
import org.ovxai.nodes.inserter.XaiInserterNodeFactory;
import org.ovxai.nodes.port.OpenVinoModelPortObject;

class PredictorNodeTest {
  private static final Path TENSOR = NodeRun.NETWORKS.resolve("inputs/image_32x32.npy");
  private static final DataTableSpec IMAGES =
      new DataTableSpec(
          new DataColumnSpecCreator("Image", PNGImageCellFactory.TYPE).createSpec(),
          new DataColumnSpecCreator("Label", StringCell.TYPE).createSpec());
  private static final DataTableSpec PATHS =
      new DataTableSpec(new DataColumnSpecCreator("Path", StringCell.TYPE).createSpec());
  private static final DataTableSpec LISTS =
      new DataTableSpec(
          new DataColumnSpecCreator("Tensor", ListCell.getCollectionType(DoubleCell.TYPE))
              .createSpec(),
          new DataColumnSpecCreator("Photo", StringCell.TYPE).createSpec());

  @TempDir static Path shared;
  private static OpenVinoModelPortObject model;
  private static OpenVinoModelPortObject explaining;

  @TempDir Path temp;
  private NodeRun node;

  @BeforeAll
  static void readModel() throws Exception {
    model =
        NodeRun.read(
            NodeRun.NETWORKS.resolve("cnn_gap.xml"),
            shared,
            "ant",
            "bee",
            "cow",
            "dog",
            "emu",
            "fox");
    explaining =
        (OpenVinoModelPortObject)
            new NodeRun(XaiInserterNodeFactory.class, shared)
                .set("embedScaling", false)
                .execute(model)[0];
  }

  @BeforeEach
  void makeNode() {
    node = new NodeRun(PredictorNodeFactory.class, temp);
  }

  @Test
  void theBestClassesAsRows() throws Exception {
    BufferedDataTable out =
        (BufferedDataTable) node.set("topK", 3).execute(model, images(photo("koala")))[0];
    assertEquals(
        List.of("Image RowID", "Label (#1)", "Rank", "Target", "Label", "Confidence"), names(out));
    List<DataRow> rows = NodeRun.rows(out);
    assertEquals(List.of("koala_1", "koala_2", "koala_3"), keys(rows));
    assertEquals("koala", rows.get(0).getCell(0).toString());
    assertEquals("2", rows.get(1).getCell(2).toString());
    String label = "abcdef".charAt(Integer.parseInt(rows.get(0).getCell(3).toString())) + "";
    assertTrue(rows.get(0).getCell(4).toString().startsWith(label));
    assertTrue(number(rows.get(0), 5) >= number(rows.get(1), 5));
    assertEquals(Optional.empty(), node.warning());
  }

  @Test
  void theBestClassesAsColumns() throws Exception {
    BufferedDataTable out =
        (BufferedDataTable)
            node.set("form", "COLUMNS").set("topK", 2).execute(model, images(photo("koala")))[0];
    assertEquals(
        List.of("Image", "Label", "Label 1", "Confidence 1", "Label 2", "Confidence 2"),
        names(out));
    DataRow row = NodeRun.rows(out).get(0);
    assertEquals("koala", row.getKey().getString());
    assertTrue(number(row, 3) >= number(row, 5));
  }

  @Test
  void noMoreClassesThanTheModelHas() throws Exception {
    node.set("topK", 50);
    assertEquals(6, NodeRun.rows(node.execute(model, images(photo("koala")))[0]).size());
    node.set("form", "COLUMNS");
    BufferedDataTable out = (BufferedDataTable) node.execute(model, images(photo("koala")))[0];
    assertEquals(2 + 2 * 6, out.getDataTableSpec().getNumColumns());
  }

  @Test
  void aTensorGivesTheOutputsAndMapsOfTheReference() throws Exception {
    node.set("inputData", "TENSORS").set("rawOutputs", true).set("topK", 6);
    BufferedDataTable paths =
        NodeRun.table(temp, PATHS, new DefaultRow("a", new StringCell(TENSOR.toString())));
    BufferedDataTable out = (BufferedDataTable) node.execute(explaining, paths)[0];
    assertEquals(
        List.of(
            "Image RowID",
            "Path",
            "Rank",
            "Target",
            "Label",
            "Confidence",
            "Saliency map",
            "Map min",
            "Map max",
            "Overlay",
            "Method",
            "Layer",
            "Output logits",
            "Output logits shape",
            "Output saliency_map",
            "Output saliency_map shape"),
        names(out));
    List<DataRow> rows = NodeRun.rows(out);
    assertArrayEquals(
        npy("expected/cnn_gap.image_32x32.logits.npy").values(), list(rows.get(0), 12), 1e-5);
    assertEquals("[1, 6]", rows.get(0).getCell(13).toString());
    assertEquals("[1, 6, 8, 8]", rows.get(0).getCell(15).toString());
    assertEquals("ReciproCAM", rows.get(0).getCell(10).toString());
    assertEquals("stage2", rows.get(0).getCell(11).toString());
    assertEquals(
        "stands in the image's first row", ((MissingValue) rows.get(1).getCell(12)).getError());
    double[] maps = npy("expected/cnn_gap.reciprocam.npy").values();
    for (DataRow row : rows) {
      int target = (int) number(row, 3);
      float[] map = MapPng.decode(png(row, 6), number(row, 7), number(row, 8)).values();
      for (int i = 0; i < 64; i++) {
        assertEquals(maps[target * 64 + i], map[i], 1e-5);
      }
      assertEquals(
          "no picture column for overlays is chosen", ((MissingValue) row.getCell(9)).getError());
    }
  }

  @Test
  void aListOfNumbersIsTheSameAsTheFileAndItsPictureGetsTheOverlay() throws Exception {
    node.set("imageColumn", "Tensor").set("inputData", "TENSORS").set("pictureColumn", "Photo");
    node.set("mapResolution", "PICTURE");
    String koala = NodeRun.PHOTOS.resolve("koala.jpg").toString();
    DataCell tensor = cells(npy("inputs/image_32x32.npy").values());
    BufferedDataTable lists =
        NodeRun.table(
            temp,
            LISTS,
            new DefaultRow("a", tensor, new StringCell(koala)),
            new DefaultRow("b", tensor, new StringCell(temp.resolve("none.jpg").toString())));
    List<DataRow> rows = NodeRun.rows(node.execute(explaining, lists)[0]);
    int width = ImageFiles.read(Path.of(koala)).width();
    int columns = rows.get(0).getNumCells();
    assertEquals(width, ImageFiles.decode(png(rows.get(0), columns - 3)).width());
    assertEquals(width, ImageFiles.decode(png(rows.get(0), columns - 6)).width());
    assertEquals(32, ImageFiles.decode(png(rows.get(1), columns - 6)).width());
    String reason = ((MissingValue) rows.get(1).getCell(columns - 3)).getError();
    assertTrue(reason.contains("none.jpg"), reason);
  }

  @Test
  void tensorsOfAnotherShapeGetARowWithTheReason() throws Exception {
    Path wrong = Files.write(temp.resolve("w.npy"), Npy.write(new int[] {3, 2}, new float[6]));
    Path noArray = Files.writeString(temp.resolve("n.npy"), "no array");
    node.set("inputData", "TENSORS");
    BufferedDataTable paths =
        NodeRun.table(
            temp,
            PATHS,
            new DefaultRow("a", new StringCell(wrong.toString())),
            new DefaultRow("b", new StringCell(noArray.toString())),
            new DefaultRow("c", new StringCell(TENSOR.toString())));
    List<DataRow> rows = NodeRun.rows(node.execute(model, paths)[0]);
    assertEquals(List.of("a_?", "b_?", "c_1"), keys(rows));
    String warning = node.warning().orElseThrow();
    assertTrue(
        warning.startsWith(
            "2 of 3 images could not be predicted: a: w.npy has the shape [3, 2], and the network"
                + " takes [1, 3, 32, 32]"),
        warning);
  }

  @Test
  void aListOfAnotherLengthGetsARowWithTheReason() throws Exception {
    node.set("imageColumn", "Tensor").set("inputData", "TENSORS").set("form", "COLUMNS");
    DataCell photo = new StringCell("");
    BufferedDataTable lists =
        NodeRun.table(
            temp,
            LISTS,
            new DefaultRow("a", cells(new double[] {1, 2}), photo),
            new DefaultRow("b", DataType.getMissingCell(), photo));
    List<DataRow> rows = NodeRun.rows(node.execute(model, lists)[0]);
    assertEquals(List.of("a", "b"), keys(rows));
    assertTrue(rows.get(0).getCell(2).isMissing());
    assertTrue(node.warning().orElseThrow().contains("2 numbers, and the network takes 3072"));
  }

  @Test
  void aBadPictureGetsARowWithTheReasonInEitherForm() throws Exception {
    BufferedDataTable images = images(image("none", DataType.getMissingCell()), photo("koala"));
    assertEquals(List.of("none_?", "koala_1"), keys(NodeRun.rows(node.execute(model, images)[0])));
    assertTrue(node.warning().orElseThrow().startsWith("1 of 2 images"));
    node.set("form", "COLUMNS");
    List<DataRow> rows = NodeRun.rows(node.execute(model, images)[0]);
    assertEquals(List.of("none", "koala"), keys(rows));
    assertEquals("the image is missing", ((MissingValue) rows.get(0).getCell(2)).getError());
  }

  @Test
  void mapsComeOnlyIfWished() throws Exception {
    node.set("maps", false);
    BufferedDataTable out = (BufferedDataTable) node.execute(explaining, images(photo("koala")))[0];
    assertFalse(names(out).contains("Saliency map"));
    node.set("maps", true).set("overlay", false).set("form", "COLUMNS").set("topK", 2);
    out = (BufferedDataTable) node.execute(explaining, images(photo("koala")))[0];
    assertEquals(
        List.of("Saliency map", "Map min", "Map max", "Method", "Layer"),
        names(out).subList(6, names(out).size()));
  }

  @Test
  void specAtConfigureEqualsSpecAtExecute() throws Exception {
    BufferedDataTable images = images(photo("koala"));
    for (String form : List.of("ROWS", "COLUMNS")) {
      node.set("form", form).set("rawOutputs", true);
      DataTableSpec configured =
          (DataTableSpec) node.configure(explaining.getSpec(), images.getSpec())[0];
      assertTrue(
          configured.equalStructure(
              ((BufferedDataTable) node.execute(explaining, images)[0]).getDataTableSpec()));
    }
  }

  @Test
  void aModelWithoutClassesNeedsItsRawOutputs() throws Exception {
    OpenVinoModelPortObject detector =
        NodeRun.read(NodeRun.NETWORKS.resolve("detector_heads.xml"), temp);
    BufferedDataTable images = images(photo("koala"));
    InvalidSettingsException e =
        assertThrows(
            InvalidSettingsException.class,
            () -> node.configure(detector.getSpec(), images.getSpec()));
    assertTrue(e.getMessage().contains("'Raw outputs'"), e.getMessage());
    List<DataRow> rows = NodeRun.rows(node.set("rawOutputs", true).execute(detector, images)[0]);
    assertEquals(List.of("koala_1"), keys(rows));
  }

  @Test
  void columnsThatDoNotFitAreRefused() {
    refused("Picture", "PICTURES", LISTS, "no column \"Picture\"");
    refused("Tensor", "PICTURES", LISTS, "holds lists of numbers");
    refused("Image", "TENSORS", IMAGES, ".npy files");
  }

  private void refused(String column, String data, DataTableSpec spec, String hint) {
    NodeRun fresh =
        new NodeRun(PredictorNodeFactory.class, temp)
            .set("imageColumn", column)
            .set("inputData", data);
    InvalidSettingsException e =
        assertThrows(InvalidSettingsException.class, () -> fresh.configure(model.getSpec(), spec));
    assertTrue(e.getMessage().contains(hint), e.getMessage());
  }

  @Test
  void cancelStopsBeforeTheNextImage() throws Exception {
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
    return new DefaultRow(name, image, new StringCell("animal"));
  }

  private static NpyArray npy(String name) throws Exception {
    return Npy.read(Files.readAllBytes(NodeRun.NETWORKS.resolve(name)));
  }

  private static DataCell cells(double[] values) {
    return CollectionCellFactory.createListCell(
        Arrays.stream(values).mapToObj(DoubleCell::new).toList());
  }

  private static double[] list(DataRow row, int column) {
    List<Double> values = new ArrayList<>();
    ((CollectionDataValue) row.getCell(column))
        .forEach(c -> values.add(((DoubleValue) c).getDoubleValue()));
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<String> names(BufferedDataTable table) {
    return Arrays.asList(table.getDataTableSpec().getColumnNames());
  }

  private static List<String> keys(List<DataRow> rows) {
    return rows.stream().map(r -> r.getKey().getString()).toList();
  }

  private static double number(DataRow row, int column) {
    return ((DoubleValue) row.getCell(column)).getDoubleValue();
  }

  private static byte[] png(DataRow row, int column) {
    return ((PNGImageValue) row.getCell(column)).getImageContent().getByteArray();
  }
}
