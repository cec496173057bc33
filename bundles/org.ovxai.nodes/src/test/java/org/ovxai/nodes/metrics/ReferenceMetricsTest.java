package org.ovxai.nodes.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.MissingCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.MapPng;
import org.ovxai.engine.image.Npy;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.Layout;
import org.ovxai.engine.model.Preprocessing;
import org.ovxai.nodes.NodeRun;
import org.ovxai.nodes.imagereader.AnnotatedImageReaderNodeFactory;
import org.ovxai.nodes.modelreader.ModelReaderNodeFactory;
import org.ovxai.nodes.port.OpenVinoModelPortObject;
import org.ovxai.nodes.table.ExplanationTable;

/** The node's compatible measures of the reference's maps, against the reference's measures. */
class ReferenceMetricsTest {
  private static final Path WORKFLOW = NodeRun.WORKFLOW.resolveSibling("compare-methods");
  private static final Path REFERENCES =
      Path.of(System.getProperty("ovxai.root", "../.."))
          .resolve("bundles/org.ovxai.nodes/src/test/references");
  private static final Map<String, String> METHODS =
      Map.of(
          "reciprocam", "ReciproCAM",
          "activationmap", "ActivationMap",
          "rise", "RISE",
          "aise", "AISE");

  /** The reference ran the network with 32-bit weights; the repository's has 16-bit ones. */
  private static final double WEIGHTS = 2e-3;

  @TempDir static Path temp;
  private static OpenVinoModelPortObject model;
  private static BufferedDataTable images;
  private static List<Map<String, String>> cases;
  private static Map<String, NpyArray> maps;

  @BeforeAll
  static void read() throws Exception {
    model =
        (OpenVinoModelPortObject)
            new NodeRun(ModelReaderNodeFactory.class, temp)
                .set("file", NodeRun.MODEL.toString())
                .set("mean", "127")
                .set("scale", "128")
                .execute()[0];
    images =
        (BufferedDataTable)
            new NodeRun(AnnotatedImageReaderNodeFactory.class, temp)
                .set("folder", WORKFLOW.resolve("data/images").toString())
                .set("subFolders", true)
                .set("annotations", WORKFLOW.resolve("data/boxes.json").toString())
                .execute()[0];
    maps = Npy.readArchive(Files.readAllBytes(REFERENCES.resolve("metrics.npz")));
    List<String> lines = Files.readAllLines(REFERENCES.resolve("metrics.csv"));
    String[] names = lines.get(0).split(",");
    cases = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      Map<String, String> one = new HashMap<>();
      for (int i = 0; i < names.length; i++) {
        one.put(names[i], values[i]);
      }
      cases.add(one);
    }
  }

  private static NodeRun node() {
    return new NodeRun(SaliencyMetricsNodeFactory.class, temp)
        .set("blackBox/preset", "SPEED")
        .set("blackBox/variant", "compatible")
        .set("blackBox/numMasks", 200)
        .set("blackBox/numMasks_is_present", true)
        .set("blackBox/numCells", 8)
        .set("blackBox/numCells_is_present", true);
  }

  private static BufferedDataTable explanations(List<Map<String, String>> some, Path folder) {
    DataTableSpec spec =
        new ExplanationTable(images.getDataTableSpec(), new String[0], false).spec();
    Map<String, String> rowIds = new HashMap<>();
    for (DataRow row : NodeRun.rows(images)) {
      String name = row.getCell(images.getDataTableSpec().findColumnIndex("Image name")).toString();
      rowIds.put(Path.of(name).getFileName().toString().replaceAll("\\..*", ""), key(row));
    }
    DataRow[] rows = new DataRow[some.size()];
    for (int i = 0; i < rows.length; i++) {
      Map<String, String> one = some.get(i);
      NpyArray values = maps.get(one.get("photo") + "_" + one.get("method"));
      SaliencyMap map = new SaliencyMap(values.shape()[0], values.shape()[1], values.floats());
      Map<String, DataCell> cells = new LinkedHashMap<>();
      cells.put("Image RowID", new StringCell(rowIds.get(one.get("photo"))));
      cells.put("Target", new IntCell(Integer.parseInt(one.get("target"))));
      cells.put("Label", new StringCell(one.get("label")));
      cells.put("Saliency map", PNGImageCellFactory.create(MapPng.encode(map)));
      cells.put("Map min", new DoubleCell(map.min()));
      cells.put("Map max", new DoubleCell(map.max()));
      cells.put("Method", new StringCell(METHODS.get(one.get("method"))));
      List<DataCell> row = new ArrayList<>();
      for (String column : spec.getColumnNames()) {
        row.add(cells.getOrDefault(column, new MissingCell("")));
      }
      rows[i] = new DefaultRow("Row" + i, row);
    }
    return NodeRun.table(folder, spec, rows);
  }

  private static String key(DataRow row) {
    return row.getKey().getString();
  }

  private static double number(PortObject table, int row, String column) {
    int index = ((BufferedDataTable) table).getDataTableSpec().findColumnIndex(column);
    DataCell cell = NodeRun.rows(table).get(row).getCell(index);
    return assertInstanceOf(DoubleValue.class, cell, cell::toString).getDoubleValue();
  }

  @Test
  void thePointingGameIsTheSameForEveryMap() throws Exception {
    PortObject[] out =
        node()
            .set("insertionDeletion", false)
            .set("adcc", false)
            .execute(model, explanations(cases, temp), images);
    for (int i = 0; i < cases.size(); i++) {
      assertEquals(
          Double.parseDouble(cases.get(i).get("pointing_game_original")),
          number(out[0], i, "Pointing game"),
          cases.get(i).get("photo") + " " + cases.get(i).get("method"));
    }
  }

  @Test
  void allMeasuresOfPhotosAsTheyAreAreTheSame() throws Exception {
    check("original", images);
  }

  @Test
  void allMeasuresOfResizedPhotosAreTheSame() throws Exception {
    DataTableSpec spec = images.getDataTableSpec();
    int picture = spec.findColumnIndex("Image");
    List<DataRow> rows = new ArrayList<>();
    for (DataRow row : NodeRun.rows(images)) {
      List<DataCell> cells = new ArrayList<>(row.stream().toList());
      cells.set(picture, resized((PNGImageValue) row.getCell(picture)));
      rows.add(new DefaultRow(row.getKey(), cells));
    }
    check("224", NodeRun.table(temp, spec, rows.toArray(DataRow[]::new)));
  }

  private static DataCell resized(PNGImageValue cell) {
    RgbImage photo = ImageFiles.decode(cell.getImageContent().getByteArray());
    InputInfo size =
        new InputInfo("x", List.of(1, 224, 224, 3), Layout.NHWC, "f32", Preprocessing.none());
    float[] values = Preprocessor.floats(photo, size);
    byte[] data = new byte[values.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (int) values[i];
    }
    return PNGImageCellFactory.create(ImageFiles.png(new RgbImage(224, 224, data)));
  }

  private static void check(String size, BufferedDataTable pictures) throws Exception {
    List<Map<String, String>> measured =
        cases.stream().filter(c -> !c.get("insertion_" + size).isEmpty()).toList();
    PortObject[] out =
        node().set("pointingGame", false).execute(model, explanations(measured, temp), pictures);
    for (int i = 0; i < measured.size(); i++) {
      Map<String, String> one = measured.get(i);
      for (String[] metric :
          new String[][] {
            {"insertion", "Insertion AUC"},
            {"deletion", "Deletion AUC"},
            {"adcc", "ADCC"},
            {"coherency", "Coherency"},
            {"complexity", "Complexity"},
            {"average_drop", "Average drop"}
          }) {
        assertEquals(
            Double.parseDouble(one.get(metric[0] + "_" + size)),
            number(out[0], i, metric[1]),
            metric[0].equals("complexity") ? 1e-6 : WEIGHTS,
            one.get("photo") + " " + one.get("method") + " " + metric[1]);
      }
    }
  }
}
