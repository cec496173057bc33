package org.ovxai.nodes.mapwriter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeLogger;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.ovxai.engine.Explanation;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.MapPng;
import org.ovxai.engine.image.Npy;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.nodes.NodeRun;
import org.ovxai.nodes.table.ExplanationTable;
import org.ovxai.standin.LogSink;
import org.ovxai.standin.NodeRuntime;

class SaliencyMapWriterNodeTest {
  private static final DataTableSpec IMAGES =
      new DataTableSpec(new DataColumnSpecCreator("Image name", StringCell.TYPE).createSpec());
  private static final ExplanationTable TABLE =
      new ExplanationTable(IMAGES, new String[] {"Image name"}, true);
  private static final SaliencyMap MAP =
      new SaliencyMap(2, 3, new float[] {-1.5f, 0, 1, 2, 3, 0.1f});
  private static final String HEADER =
      "image,target,label,confidence,method,layer,overlay,npy,message";

  @TempDir Path temp;
  private Path folder;
  private NodeRun node;

  @BeforeEach
  void makeNode() {
    folder = temp.resolve("out/results");
    node = new NodeRun(SaliencyMapWriterNodeFactory.class, temp).set("folder", folder.toString());
  }

  @AfterEach
  void noTemporaryFileIsLeft() throws IOException {
    assertTrue(files(temp).stream().noneMatch(f -> f.endsWith(".tmp")));
  }

  @Test
  void writesOverlaysAndTheirList() throws Exception {
    node.execute(
        table(row("Row0", "a", 3, "cat, tabby", 0.8551234), row("Row1", "b", 4, "dog", 1)));
    assertEquals(
        Set.of("a_3_cat, tabby_conf_0.86.png", "b_4_dog_conf_1.00.png", "explanations.csv"),
        files(folder));
    assertEquals(
        List.of(
            HEADER,
            "a,3,\"cat, tabby\",0.8551234,ReciproCAM,/features/Clip,\"a_3_cat,"
                + " tabby_conf_0.86.png\",,",
            "b,4,dog,1.0,ReciproCAM,/features/Clip,b_4_dog_conf_1.00.png,,"),
        list());
    RgbImage overlay = ImageFiles.read(folder.resolve("b_4_dog_conf_1.00.png"));
    assertArrayEquals(picture().data(), overlay.data());
  }

  @Test
  void writesTheRawMapsExactly() throws Exception {
    node.set("format", "npy").execute(table(row("Row0", "a", 3, "cat", 0.5)));
    assertArrayEquals(Npy.write(MAP), Files.readAllBytes(folder.resolve("a_3_cat_conf_0.50.npy")));
    assertEquals("a,3,cat,0.5,ReciproCAM,/features/Clip,,a_3_cat_conf_0.50.npy,", list().get(1));
  }

  @Test
  void writesBothAndJpegAndSaysHowMany() throws Exception {
    List<String> log = new ArrayList<>();
    LogSink.set(
        line -> {
          if (line.level() == NodeLogger.LEVEL.INFO) {
            log.add(line.message());
          }
        });
    try {
      node.set("format", "Overlay;NPY").set("pictureType", "JPEG");
      node.execute(table(row("Row0", "a", 3, "cat", 0.5)));
    } finally {
      LogSink.set(null);
    }
    assertEquals(
        Set.of("a_3_cat_conf_0.50.jpg", "a_3_cat_conf_0.50.npy", "explanations.csv"),
        files(folder));
    assertEquals(List.of("1 overlays and 1 maps written to " + folder), log);
  }

  @Test
  void writesMapsAsPicturesOf16Bits() throws Exception {
    node.set("format", "png16").execute(table(row("Row0", "a", 3, "cat", 0.5)));
    byte[] png = Files.readAllBytes(folder.resolve("a_3_cat_conf_0.50.png"));
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals(BufferedImage.TYPE_USHORT_GRAY, picture.getType());
    assertEquals(65535, picture.getRaster().getSample(1, 1, 0));
    assertEquals(MAP.at(1, 2), MapPng.decode(png, 0, 0).at(1, 2));
    assertEquals(HEADER.replace("npy", "npy,png16"), list().get(0));
    assertTrue(list().get(1).endsWith(",,,a_3_cat_conf_0.50.png,"), list().get(1));
  }

  @Test
  void aMapDoesNotTakeTheNameOfItsOverlay() throws Exception {
    node.set("format", "png16+overlay").execute(table(row("Row0", "a", 3, "cat", 0.5)));
    assertEquals(
        Set.of("a_3_cat_conf_0.50.png", "a_3_cat_conf_0.50.map.png", "explanations.csv"),
        files(folder));
  }

  @Test
  void plotsTheOverlaysOfEachImageTogether() throws Exception {
    node.set("format", "grid").set("gridColumns", 2);
    DataRow unread = TABLE.missing(new DefaultRow("Row3", new StringCell("c")), "broken");
    node.execute(
        table(
            rowOf("Row0", "a", 3, "cat"),
            rowOf("Row0", "a", 4, "dog"),
            rowOf("Row0", "a", 5, "cow"),
            rowOf("Row1", "b", 3, "cat"),
            unread));
    assertEquals(Set.of("a_grid.png", "b_grid.png", "explanations.csv"), files(folder));
    RgbImage plot = ImageFiles.read(folder.resolve("a_grid.png"));
    assertEquals(16 + 2 * 376, plot.width());
    assertEquals(16 + 2 * (44 + 240 + 16), plot.height());
    assertEquals(16 + 376, ImageFiles.read(folder.resolve("b_grid.png")).width());
    List<String> list = list();
    assertEquals(HEADER.replace("npy", "npy,grid"), list.get(0));
    assertTrue(list.get(3).startsWith("a,5,cow,"), list.get(3));
    assertTrue(list.get(3).endsWith(",,,a_grid.png,"), list.get(3));
    assertTrue(list.get(4).endsWith(",,,b_grid.png,"), list.get(4));
    assertTrue(list.get(5).endsWith(",,,,broken"), list.get(5));
  }

  @Test
  void plotsCanBeSvgAndSayHowMany() throws Exception {
    node.set("format", "grid").set("gridType", "SVG");
    List<String> log = NodeRun.log(() -> node.execute(table(rowOf("Row0", "a", 3, "<b>&"))));
    String svg = Files.readString(folder.resolve("a_grid.svg"));
    assertTrue(svg.contains("&lt;b&gt;&amp; (3)</text>"), svg);
    assertEquals(List.of("0 overlays and 0 maps, and 1 plots, written to " + folder), log);
  }

  @Test
  void aPlotThatCannotBeWrittenLeavesTheRowsListed() throws Exception {
    Files.createDirectories(folder.resolve("a_grid.png/in the way"));
    node.set("format", "overlay;grid").set("existing", "OVERWRITE");
    BufferedDataTable table = table(rowOf("Row0", "a", 3, "cat"), rowOf("Row1", "b", 4, "dog"));
    assertThrows(KNIMEException.class, () -> node.execute(table));
    assertEquals(2, list().size());
    assertTrue(list().get(1).endsWith(",a_3_cat_conf_0.50.png,,,"), list().get(1));
  }

  @Test
  void namesHaveThePrefixAndPostfixThatAreChosen() throws Exception {
    node.set("prefix", "{image}_").set("postfix", "_class_map").set("confidenceInName", false);
    node.set("pictureType", "JPEG").execute(table(row("Row0", "a", 3, "cat", 0.5)));
    assertEquals(Set.of("a_cat_class_map.jpg", "explanations.csv"), files(folder));
  }

  @Test
  void settingsFromBeforeTheseOptionsGiveTheSameNames() throws Exception {
    NodeSettings settings = node.saved();
    NodeSettings old = new NodeSettings("model");
    for (String key : List.of("folder", "existing", "format", "pictureType", "imageNameColumn")) {
      old.addString(key, settings.getString(key));
    }
    old.addBoolean("createFolders", true);
    old.addString("folder", folder.toString());
    NodeRuntime runtime = NodeRuntime.create(SaliencyMapWriterNodeFactory.class);
    runtime.loadModelSettings(old);
    BufferedDataTable table = table(row("Row0", "a", 3, "cat", 0.5));
    runtime.configure(new PortObjectSpec[] {TABLE.spec()});
    runtime.execute(new PortObject[] {table}, NodeRun.context(temp.resolve("execution")));
    assertEquals(Set.of("a_3_cat_conf_0.50.png", "explanations.csv"), files(folder));
  }

  @Test
  void impossibleOptionsAreRefused() {
    node.set("gridColumns", 0);
    assertThrows(InvalidSettingsException.class, () -> node.configure(TABLE.spec()));
  }

  @Test
  void aRowWithoutMapIsListedWithItsReason() throws Exception {
    DataRow image = new DefaultRow("Row7", new StringCell("broken"));
    node.execute(
        table(TABLE.missing(image, "broken.jpg: no image"), row("Row0", "a", 3, "cat", 0.5)));
    assertEquals("broken,,,,,,,,broken.jpg: no image", list().get(1));
    assertEquals(Set.of("a_3_cat_conf_0.50.png", "explanations.csv"), files(folder));
  }

  @Test
  void withoutImageNamesTheRowIdsServe() throws Exception {
    ExplanationTable bare = new ExplanationTable(IMAGES, new String[0], true);
    DataRow row =
        bare.row(
            new DefaultRow("Row0", new StringCell("a")), explanation(3, "cat", 0.5), mapCells());
    node.execute(NodeRun.table(temp, bare.spec(), row));
    assertTrue(files(folder).contains("Row0_3_cat_conf_0.50.png"), files(folder).toString());
  }

  @Test
  void existingFilesStopTheNodeUnlessTheyMayBeOverwritten() throws Exception {
    BufferedDataTable table = table(row("Row0", "a", 3, "cat", 0.5));
    node.execute(table);
    Files.writeString(folder.resolve("a_3_cat_conf_0.50.png"), "mine");
    KNIMEException listed = assertThrows(KNIMEException.class, () -> node.execute(table));
    assertTrue(listed.getMessage().contains("explanations.csv already"), listed.getMessage());
    Files.delete(folder.resolve("explanations.csv"));
    KNIMEException e = assertThrows(KNIMEException.class, () -> node.execute(table));
    assertTrue(e.getMessage().contains("a_3_cat_conf_0.50.png already"), e.getMessage());
    assertEquals("mine", Files.readString(folder.resolve("a_3_cat_conf_0.50.png")));
    node.set("existing", "OVERWRITE").execute(table);
    assertEquals(2, ImageFiles.read(folder.resolve("a_3_cat_conf_0.50.png")).height());
  }

  @Test
  void aFailureKeepsWhatIsDoneAndListsIt() throws Exception {
    Files.createDirectories(folder.resolve("b_4_dog_conf_1.00.png/in the way"));
    node.set("existing", "OVERWRITE");
    BufferedDataTable table = table(row("Row0", "a", 3, "cat", 0.5), row("Row1", "b", 4, "dog", 1));
    KNIMEException e = assertThrows(KNIMEException.class, () -> node.execute(table));
    assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
    assertTrue(files(folder).contains("a_3_cat_conf_0.50.png"));
    assertEquals(3, list().size());
    assertTrue(list().get(2).startsWith("b,4,dog,1.0,ReciproCAM,/features/Clip,,,"), list().get(2));
  }

  @Test
  void cancelKeepsWhatIsDoneAndListsExactlyThat() throws Exception {
    BufferedDataTable table = table(row("Row0", "a", 3, "cat", 0.5), row("Row1", "b", 4, "dog", 1));
    node.cancelWhen(() -> Files.exists(folder.resolve("a_3_cat_conf_0.50.png")));
    assertThrows(CanceledExecutionException.class, () -> node.execute(table));
    assertEquals(Set.of("a_3_cat_conf_0.50.png", "explanations.csv"), files(folder));
    assertEquals(2, list().size());
  }

  @Test
  void cancelByInterruptKeepsTheList() throws Exception {
    BufferedDataTable table = table(row("Row0", "a", 3, "cat", 0.5), row("Row1", "b", 4, "dog", 1));
    node.cancelWhen(
        () -> {
          boolean one = Files.exists(folder.resolve("a_3_cat_conf_0.50.png"));
          if (one) {
            Thread.currentThread().interrupt();
          }
          return one;
        });
    assertThrows(CanceledExecutionException.class, () -> node.execute(table));
    assertTrue(Thread.interrupted());
    assertEquals(2, list().size());
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamedBeforeAnythingRuns() throws Exception {
    Files.writeString(temp.resolve("file"), "");
    node.set("folder", temp.resolve("file/results").toString());
    InvalidSettingsException e =
        assertThrows(InvalidSettingsException.class, () -> node.configure(TABLE.spec()));
    assertTrue(e.getMessage().contains("file/results' cannot be written"), e.getMessage());
  }

  @Test
  void aMissingFolderIsOnlyMadeWhenAskedFor() {
    node.set("createFolders", false);
    InvalidSettingsException e =
        assertThrows(InvalidSettingsException.class, () -> node.configure(TABLE.spec()));
    assertTrue(e.getMessage().contains("missing folders"), e.getMessage());
  }

  @Test
  void aFormatTypoIsRefused() {
    node.set("format", "overly");
    InvalidSettingsException e =
        assertThrows(InvalidSettingsException.class, () -> node.configure(TABLE.spec()));
    assertTrue(e.getMessage().contains("overlay, npy or both"), e.getMessage());
  }

  @Test
  void picturesNeedTheOverlayColumnAndMapsDoNot() throws Exception {
    DataTableSpec without = new ExplanationTable(IMAGES, new String[] {"Image name"}, false).spec();
    InvalidSettingsException e =
        assertThrows(InvalidSettingsException.class, () -> node.configure(without));
    assertTrue(e.getMessage().contains("\"Overlay\""), e.getMessage());
    node.set("format", "npy").configure(without);
  }

  @Test
  void anEmptyTableGivesAnEmptyList() throws Exception {
    node.execute(table());
    assertEquals(List.of(HEADER), list());
  }

  private BufferedDataTable table(DataRow... rows) {
    return NodeRun.table(temp, TABLE.spec(), rows);
  }

  private static DataRow row(String key, String name, int target, String label, double confidence) {
    return TABLE.row(
        new DefaultRow(key, new StringCell(name)),
        explanation(target, label, confidence),
        mapCells());
  }

  private static DataRow rowOf(String image, String name, int target, String label) {
    return row(image, name, target, label, 0.5);
  }

  private static Explanation explanation(int target, String label, double confidence) {
    return new Explanation(target, label, confidence, MAP, "ReciproCAM", "/features/Clip", 1);
  }

  private static List<DataCell> mapCells() {
    return List.of(
        PNGImageCellFactory.create(MapPng.encode(MAP)),
        new DoubleCell(MAP.min()),
        new DoubleCell(MAP.max()),
        PNGImageCellFactory.create(ImageFiles.png(picture())));
  }

  private static RgbImage picture() {
    return new RgbImage(
        3, 2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18});
  }

  private List<String> list() throws IOException {
    String text = Files.readString(folder.resolve("explanations.csv"), StandardCharsets.UTF_8);
    assertTrue(text.endsWith("\r\n"));
    return Arrays.asList(text.split("\r\n"));
  }

  private static Set<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> f.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
