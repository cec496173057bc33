package org.ovxai.nodes.imagereader;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.MissingCell;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.port.PortObject;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.nodes.NodeRun;

class AnnotatedImageReaderNodeTest {
  @TempDir Path temp;
  private Path folder;
  private NodeRun node;

  @BeforeEach
  void makeFolder() throws Exception {
    folder = Files.createDirectories(temp.resolve("photos"));
    node =
        new NodeRun(AnnotatedImageReaderNodeFactory.class, temp).set("folder", folder.toString());
  }

  @Test
  void readsPhotosAsTheyAreDecoded() throws Exception {
    Files.copy(NodeRun.PHOTOS.resolve("koala.jpg"), folder.resolve("koala.jpg"));
    DataRow row = NodeRun.rows(node.execute()[0]).get(0);
    RgbImage photo = ImageFiles.read(folder.resolve("koala.jpg"));
    RgbImage cell =
        ImageFiles.decode(((PNGImageValue) row.getCell(0)).getImageContent().getByteArray());
    assertEquals("Row0", row.getKey().getString());
    assertEquals(photo.width(), cell.width());
    assertArrayEquals(photo.data(), cell.data());
    assertEquals("koala", row.getCell(1).toString());
    assertEquals(folder.resolve("koala.jpg").toString(), row.getCell(2).toString());
    assertEquals(Optional.empty(), node.warning());
  }

  @Test
  void specAtConfigureEqualsSpecAtExecute() throws Exception {
    Files.copy(NodeRun.PHOTOS.resolve("koala.jpg"), folder.resolve("koala.jpg"));
    for (String output : List.of("IMAGES", "PATHS")) {
      node.set("output", output);
      DataTableSpec configured = (DataTableSpec) node.configure()[0];
      DataTableSpec executed = ((BufferedDataTable) node.execute()[0]).getDataTableSpec();
      assertTrue(configured.equalStructure(executed), output);
    }
  }

  @Test
  void aCorruptFileBecomesAMissingValueAndTheOthersAreDone() throws Exception {
    Files.copy(NodeRun.PHOTOS.resolve("koala.jpg"), folder.resolve("a.jpg"));
    Files.writeString(folder.resolve("b.jpg"), "no picture");
    Files.copy(NodeRun.PHOTOS.resolve("macaw.jpg"), folder.resolve("c.jpg"));
    List<DataRow> rows = NodeRun.rows(node.execute()[0]);
    assertEquals(3, rows.size());
    assertInstanceOf(PNGImageValue.class, rows.get(0).getCell(0));
    assertInstanceOf(PNGImageValue.class, rows.get(2).getCell(0));
    MissingCell missing = assertInstanceOf(MissingCell.class, rows.get(1).getCell(0));
    assertTrue(missing.getError().contains("b.jpg"), missing.getError());
    assertEquals("b", rows.get(1).getCell(1).toString());
    String warning = node.warning().orElseThrow();
    assertTrue(warning.startsWith("1 of 3 image files could not be read: "), warning);
    assertTrue(warning.contains("b.jpg"), warning);
  }

  @Test
  void pathsAreListedWithoutOpeningTheFiles() throws Exception {
    Files.writeString(folder.resolve("b.jpg"), "no picture");
    List<DataRow> rows = NodeRun.rows(node.set("output", "PATHS").execute()[0]);
    assertEquals(folder.resolve("b.jpg").toString(), rows.get(0).getCell(0).toString());
    assertEquals("b", rows.get(0).getCell(1).toString());
    assertEquals(Optional.empty(), node.warning());
  }

  @Test
  void anEmptyFolderGivesAnEmptyTableAndAWarning() throws Exception {
    PortObject[] out = node.execute();
    assertEquals(0, NodeRun.rows(out[0]).size());
    assertEquals(Optional.of("There is no image file in folder " + folder + "."), node.warning());
  }

  @Test
  void aMissingFolderIsNamedBeforeAnythingRuns() {
    node.set("folder", folder.resolve("nothing").toString());
    InvalidSettingsException e =
        assertThrows(InvalidSettingsException.class, () -> node.configure());
    assertTrue(e.getMessage().contains("nothing' is no folder"), e.getMessage());
  }

  @Test
  void cancelStopsBeforeTheNextImage() throws Exception {
    Files.copy(NodeRun.PHOTOS.resolve("koala.jpg"), folder.resolve("a.jpg"));
    node.cancelWhen(() -> true);
    assertThrows(CanceledExecutionException.class, () -> node.execute());
  }

  private Path annotate(String... entries) throws Exception {
    StringBuilder images = new StringBuilder();
    StringBuilder boxes = new StringBuilder();
    for (int i = 0; i < entries.length; i++) {
      String comma = i == 0 ? "" : ", ";
      images.append(comma + "{\"id\": " + i + ", \"file_name\": \"" + entries[i] + "\"}");
      boxes.append(
          comma + "{\"image_id\": " + i + ", \"category_id\": 1, \"bbox\": [10, 20, 30, 9999]}");
    }
    return Files.writeString(
        temp.resolve("gt.json"),
        "{\"images\": ["
            + images
            + "], \"annotations\": ["
            + boxes
            + "], \"categories\": [{\"id\": 1, \"name\": \"koala\"}]}");
  }

  @Test
  void annotationsBecomeAColumn() throws Exception {
    Files.copy(NodeRun.PHOTOS.resolve("koala.jpg"), folder.resolve("koala.jpg"));
    Files.copy(NodeRun.PHOTOS.resolve("macaw.jpg"), folder.resolve("macaw.jpg"));
    node.set("annotations", annotate("koala.jpg", "gone.jpg").toString());
    for (String output : List.of("IMAGES", "PATHS")) {
      node.set("output", output);
      DataTableSpec configured = (DataTableSpec) node.configure()[0];
      BufferedDataTable table = (BufferedDataTable) node.execute()[0];
      assertTrue(configured.equalStructure(table.getDataTableSpec()), output);
      int column = configured.findColumnIndex("Annotations");
      List<DataRow> rows = NodeRun.rows(table);
      int bottom = output.equals("IMAGES") ? 640 : 10019; // only there is the size known
      assertEquals(
          "[{\"label\":\"koala\",\"box\":[10,20,40," + bottom + "]}]",
          rows.get(0).getCell(column).toString());
      assertEquals(
          "the image has no annotation",
          assertInstanceOf(MissingCell.class, rows.get(1).getCell(column)).getError());
      String warning = node.warning().orElseThrow();
      assertTrue(warning.contains("annotation 'gone.jpg' has no picture"), warning);
    }
  }

  @Test
  void aClassTableTranslates() throws Exception {
    Files.copy(NodeRun.PHOTOS.resolve("koala.jpg"), folder.resolve("koala.jpg"));
    Path table = Files.writeString(temp.resolve("classes.txt"), "koala;bear");
    node.set("annotations", annotate("koala.jpg").toString()).set("classTable", table.toString());
    DataRow row = NodeRun.rows(node.execute()[0]).get(0);
    assertTrue(row.getCell(3).toString().contains("\"bear\""), row.getCell(3).toString());
  }

  @Test
  void malformedAnnotationsStopTheNode() throws Exception {
    Files.copy(NodeRun.PHOTOS.resolve("koala.jpg"), folder.resolve("koala.jpg"));
    Path file = Files.writeString(temp.resolve("gt.json"), "{\n\"images\": oops");
    node.set("annotations", file.toString());
    KNIMEException e = assertThrows(KNIMEException.class, () -> node.execute());
    assertTrue(e.getMessage().contains("gt.json', line 2"), e.getMessage());
  }

  @Test
  void missingAnnotationsAreNamedBeforeAnythingRuns() {
    node.set("annotations", temp.resolve("nothing.json").toString());
    InvalidSettingsException e =
        assertThrows(InvalidSettingsException.class, () -> node.configure());
    assertTrue(e.getMessage().startsWith("Annotations: there is no '"), e.getMessage());
  }

  @Test
  void aSubsetIsTheSameForASeedAndKeepsTheOrder() throws Exception {
    for (int i = 0; i < 20; i++) {
      Files.writeString(folder.resolve(i + ".jpg"), "not opened");
    }
    node.set("output", "PATHS").set("subsetSize", 5).set("subsetSeed", 3);
    List<String> first = names();
    assertEquals(5, first.stream().distinct().count());
    assertEquals(first, first.stream().sorted(Comparator.comparingInt(Integer::valueOf)).toList());
    assertEquals(first, names());
    node.set("subsetSeed", 4);
    assertNotEquals(first, names());
    node.set("subsetSize", 0);
    assertEquals(20, names().size());
  }

  private List<String> names() throws Exception {
    return NodeRun.rows(node.execute()[0]).stream().map(r -> r.getCell(1).toString()).toList();
  }
}
