package org.ovxai.nodes.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.MissingCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObject;
import org.ovxai.engine.image.MapPng;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.nodes.NodeRun;
import org.ovxai.nodes.blackbox.BlackBoxExplainerNodeFactory;
import org.ovxai.nodes.imagereader.AnnotatedImageReaderNodeFactory;
import org.ovxai.nodes.modelreader.ModelReaderNodeFactory;
import org.ovxai.nodes.port.OpenVinoModelPortObject;
import org.ovxai.nodes.whitebox.WhiteBoxExplainerNodeFactory;

class SaliencyMetricsNodeTest {
  @TempDir static Path shared;
  private static OpenVinoModelPortObject model;
  private static BufferedDataTable images;
  private static BufferedDataTable recipro;
  private static BufferedDataTable activation;

  @TempDir Path temp;
  private NodeRun node;

  @BeforeAll
  static void explain() throws Exception {
    model =
        (OpenVinoModelPortObject)
            new NodeRun(ModelReaderNodeFactory.class, shared)
                .set("file", NodeRun.MODEL.toString())
                .set("mean", "127")
                .set("scale", "128")
                .execute()[0];
    Path photos = Files.createDirectories(shared.resolve("photos"));
    for (String photo : List.of("koala", "macaw")) {
      Files.copy(NodeRun.PHOTOS.resolve(photo + ".jpg"), photos.resolve(photo + ".jpg"));
    }
    Path boxes =
        Files.writeString(
            shared.resolve("gt.json"),
            """
            {"images": [{"id": 1, "file_name": "koala.jpg"}],
             "annotations": [{"image_id": 1, "category_id": 1, "bbox": [0, 0, 480, 640]}],
             "categories": [{"id": 1, "name": "Koala, koala bear"}]}
            """);
    images =
        (BufferedDataTable)
            new NodeRun(AnnotatedImageReaderNodeFactory.class, shared)
                .set("folder", photos.toString())
                .set("annotations", boxes.toString())
                .execute()[0];
    recipro = explained("ReciproCAM");
    activation = explained("ActivationMap");
  }

  private static BufferedDataTable explained(String method) throws Exception {
    return (BufferedDataTable)
        new NodeRun(WhiteBoxExplainerNodeFactory.class, shared)
            .set("method", method)
            .set("overlay", false)
            .execute(model, images)[0];
  }

  @BeforeEach
  void makeNode() {
    node = new NodeRun(SaliencyMetricsNodeFactory.class, temp);
    node.set("insertionSteps", 4).set("deletionSteps", 4);
  }

  private static DataCell cell(PortObject table, int row, String column) {
    DataTableSpec spec = ((BufferedDataTable) table).getDataTableSpec();
    return NodeRun.rows(table).get(row).getCell(spec.findColumnIndex(column));
  }

  private static double number(PortObject table, int row, String column) {
    return assertInstanceOf(DoubleValue.class, cell(table, row, column)).getDoubleValue();
  }

  private static String missing(PortObject table, int row, String column) {
    return assertInstanceOf(MissingCell.class, cell(table, row, column)).getError();
  }

  @Test
  void rowsGetMetricsAndTheReasonsForThoseThatAreMissing() throws Exception {
    PortObject[] out = node.execute(model, recipro, images);
    List<DataRow> rows = NodeRun.rows(out[0]);
    assertEquals(
        List.of("Row0_105", "Row1_88"), rows.stream().map(r -> r.getKey().getString()).toList());
    assertEquals(1, number(out[0], 0, "Pointing game"));
    assertEquals("the image has no annotation", missing(out[0], 1, "Pointing game"));
    assertEquals(
        "Pointing game: the image has no annotation",
        cell(out[0], 1, "Missing metrics").toString());
    assertTrue(cell(out[0], 0, "Missing metrics").isMissing());
    for (int row = 0; row < 2; row++) {
      double delta = number(out[0], row, "Insertion AUC") - number(out[0], row, "Deletion AUC");
      assertEquals(delta, number(out[0], row, "Insertion - deletion"), 1e-12);
      assertTrue(delta > 0.1, "delta " + delta);
      assertTrue(number(out[0], row, "Coherency") > 0.9);
    }
    String warning = node.warning().orElseThrow();
    assertTrue(warning.startsWith("1 of 2 explanations lack metrics: Row1_88: "), warning);
  }

  @Test
  void mapsOfOtherParametersAreTold() throws Exception {
    BufferedDataTable rise =
        (BufferedDataTable)
            masks(new NodeRun(BlackBoxExplainerNodeFactory.class, shared), 30)
                .set("method", "RISE")
                .set("overlay", false)
                .execute(model, images)[0];
    node.set("pointingGame", false).set("insertionDeletion", false);
    masks(node, 30).execute(model, rise, images);
    assertEquals(Optional.empty(), node.warning());
    masks(node, 31).execute(model, rise, images);
    String warning = node.warning().orElseThrow();
    assertTrue(warning.startsWith("The maps of RISE were not made with"), warning);
    assertTrue(warning.endsWith("set the parameters as in the explainer."), warning);
  }

  private static NodeRun masks(NodeRun run, int count) {
    return run.set("blackBox/numMasks", count).set("blackBox/numMasks_is_present", true);
  }

  @Test
  void averagesAreThoseOfTheMapsWithAValue() throws Exception {
    PortObject[] out = node.execute(model, recipro, images);
    assertEquals(1, NodeRun.rows(out[1]).size());
    assertEquals("efficientnet_lite0", cell(out[1], 0, "Model").toString());
    assertEquals("ReciproCAM", cell(out[1], 0, "Method").toString());
    assertEquals(1, number(out[1], 0, "Inferences"));
    assertEquals(1, number(out[1], 0, "Pointing game"));
    assertEquals(1, ((LongValue) cell(out[1], 0, "Pointing game (maps)")).getLongValue());
    assertEquals(2, ((LongValue) cell(out[1], 0, "ADCC (maps)")).getLongValue());
    double mean = (number(out[0], 0, "Deletion AUC") + number(out[0], 1, "Deletion AUC")) / 2;
    assertEquals(mean, number(out[1], 0, "Deletion AUC"), 1e-12);
  }

  @Test
  void severalTablesAreComparedAndTheirRowsKept() throws Exception {
    NodeRun both = new NodeRun(SaliencyMetricsNodeFactory.class, temp, "Explanations", 1);
    both.set("insertionDeletion", false).set("sparseness", true);
    PortObject[] out = both.execute(model, recipro, activation, images);
    assertEquals(
        List.of("Row0_105", "Row1_88", "Row0_105 (2)", "Row1_88 (2)"),
        NodeRun.rows(out[0]).stream().map(r -> r.getKey().getString()).toList());
    assertEquals("ReciproCAM", cell(out[1], 0, "Method").toString());
    assertEquals("ActivationMap", cell(out[1], 1, "Method").toString());
    PortObject[] alone =
        new NodeRun(SaliencyMetricsNodeFactory.class, temp)
            .set("insertionDeletion", false)
            .set("sparseness", true)
            .execute(model, activation, images);
    for (String metric : List.of("Pointing game", "ADCC", "Complexity", "Sparseness")) {
      assertEquals(number(alone[1], 0, metric), number(out[1], 1, metric), metric);
    }
  }

  @Test
  void specAtConfigureEqualsSpecAtExecute() throws Exception {
    for (boolean adcc : new boolean[] {true, false}) {
      node.set("adcc", adcc).set("energy", true);
      DataTableSpec[] configured = new DataTableSpec[2];
      for (int i = 0; i < 2; i++) {
        configured[i] =
            (DataTableSpec) node.configure(model.getSpec(), recipro.getSpec(), images.getSpec())[i];
      }
      PortObject[] out = node.execute(model, recipro, images);
      for (int i = 0; i < 2; i++) {
        assertTrue(configured[i].equalStructure(((BufferedDataTable) out[i]).getDataTableSpec()));
      }
      assertEquals(adcc, configured[0].containsName("ADCC"));
    }
  }

  @Test
  void rowsWithoutMapOrImageGetMissingValues() throws Exception {
    DataTableSpec spec = recipro.getDataTableSpec();
    List<DataRow> rows = NodeRun.rows(recipro);
    DataRow constant =
        changed(
            rows.get(0),
            spec,
            "Saliency map",
            PNGImageCellFactory.create(
                MapPng.encode(new SaliencyMap(2, 2, new float[] {5, 5, 5, 5}))));
    BufferedDataTable table =
        NodeRun.table(
            temp,
            spec,
            changed(rows.get(0), spec, "Saliency map", new MissingCell("it was too dark")),
            renamed(changed(rows.get(0), spec, "Target", new IntCell(4000)), "b"),
            renamed(constant, "c"),
            renamed(rows.get(1), "d"));
    DataTableSpec imageSpec = images.getDataTableSpec();
    BufferedDataTable koalaOnly = NodeRun.table(temp, imageSpec, NodeRun.rows(images).get(0));
    PortObject[] out = node.execute(model, table, koalaOnly);
    for (String metric : List.of("Pointing game", "Insertion AUC", "ADCC", "Complexity")) {
      assertEquals("it was too dark", missing(out[0], 0, metric));
      assertTrue(missing(out[0], 1, metric).contains("4000"));
      assertEquals("the map is constant", missing(out[0], 2, metric));
      assertEquals("the table of images has no row 'Row1'", missing(out[0], 3, metric));
    }
    assertEquals(4, ((LongValue) cell(out[1], 0, "Maps")).getLongValue());
    assertEquals("no map has a value", missing(out[1], 0, "ADCC"));
  }

  private static DataRow changed(DataRow row, DataTableSpec spec, String column, DataCell cell) {
    List<DataCell> cells = new ArrayList<>(row.stream().toList());
    cells.set(spec.findColumnIndex(column), cell);
    return new DefaultRow(row.getKey(), cells);
  }

  private static DataRow renamed(DataRow row, String key) {
    return new DefaultRow(key, row.stream().toList());
  }

  @Test
  void theOrderOfTheImagesDoesNotMatter() throws Exception {
    List<DataRow> reversed = new ArrayList<>(NodeRun.rows(images));
    Collections.reverse(reversed);
    BufferedDataTable other =
        NodeRun.table(temp, images.getDataTableSpec(), reversed.toArray(DataRow[]::new));
    node.set("adcc", false);
    PortObject[] expected = node.execute(model, recipro, images);
    PortObject[] found = node.execute(model, recipro, other);
    assertEquals(NodeRun.rows(expected[0]), NodeRun.rows(found[0]));
  }

  @Test
  void anEmptyTableGivesEmptyTables() throws Exception {
    BufferedDataTable empty = NodeRun.table(temp, recipro.getDataTableSpec());
    PortObject[] out = node.execute(model, empty, images);
    assertEquals(List.of(), NodeRun.rows(out[0]));
    assertEquals(List.of(), NodeRun.rows(out[1]));
    assertEquals(Optional.empty(), node.warning());
  }

  @Test
  void wrongTablesAndSettingsAreNamedBeforeAnythingRuns() {
    assertTrue(
        assertThrows(
                InvalidSettingsException.class,
                () -> node.configure(model.getSpec(), images.getSpec(), images.getSpec()))
            .getMessage()
            .contains("\"Image RowID\""));
    NodeRun none =
        new NodeRun(SaliencyMetricsNodeFactory.class, temp)
            .set("pointingGame", false)
            .set("insertionDeletion", false)
            .set("adcc", false);
    assertTrue(
        assertThrows(
                InvalidSettingsException.class,
                () -> none.configure(model.getSpec(), recipro.getSpec(), images.getSpec()))
            .getMessage()
            .startsWith("No metric is chosen"));
  }

  @Test
  void canBeCanceled() {
    int[] asked = {0};
    node.cancelWhen(() -> ++asked[0] > 5);
    assertThrows(CanceledExecutionException.class, () -> node.execute(model, recipro, images));
  }
}
