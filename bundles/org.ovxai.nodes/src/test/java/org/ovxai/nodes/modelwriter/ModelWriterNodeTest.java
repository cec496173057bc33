package org.ovxai.nodes.modelwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.nodes.NodeRun;
import org.ovxai.nodes.inserter.XaiInserterNodeFactory;
import org.ovxai.nodes.port.OpenVinoModelPortObject;

class ModelWriterNodeTest {
  private static final String[] LABELS = {"ant", "big cat", "cow", "dog", "emu", "fox"};

  @TempDir Path temp;
  private OpenVinoModelPortObject model;
  private Path file;
  private NodeRun node;

  @BeforeEach
  void makeNode() throws Exception {
    model = NodeRun.read(NodeRun.NETWORKS.resolve("cnn_gap.xml"), temp, LABELS);
    file = temp.resolve("new/models/written.xml");
    node = new NodeRun(ModelWriterNodeFactory.class, temp).set("file", file.toString());
  }

  @Test
  void whatIsWrittenIsReadAgainWithLabelsAndMaps() throws Exception {
    OpenVinoModelPortObject explaining =
        (OpenVinoModelPortObject) new NodeRun(XaiInserterNodeFactory.class, temp).execute(model)[0];
    List<String> log = NodeRun.log(() -> node.execute(explaining));
    Path weights = file.resolveSibling("written.bin");
    assertEquals(List.of("Model written: " + file + " and " + weights), log);
    ModelInfo info = NodeRun.read(file, temp).getSpec().info();
    assertTrue(info.hasSaliencyMap());
    assertEquals(model.getSpec().info().input(), info.input());
    assertEquals(6, info.labels().size());
    assertEquals("fox", info.labels().get(5));
    assertTrue(Files.readString(file).contains("ReciproCAM"));
  }

  @Test
  void halfTheWeightsWithFp16() throws Exception {
    node.execute(model);
    long full = Files.size(file.resolveSibling("written.bin"));
    node.set("weights", "FP16").set("existing", "OVERWRITE").execute(model);
    long half = Files.size(file.resolveSibling("written.bin"));
    assertTrue(half < 0.6 * full, half + " of " + full);
  }

  @Test
  void anExistingFileStopsTheNodeUnlessItMayBeOverwritten() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "mine");
    KNIMEException e = assertThrows(KNIMEException.class, () -> node.execute(model));
    assertTrue(e.getMessage().contains(file + " exists"), e.getMessage());
    assertEquals("mine", Files.readString(file));
    node.set("existing", "OVERWRITE").execute(model);
    assertTrue(Files.readString(file).contains("<net"));
    assertEquals(List.of("written.bin", "written.xml"), names(file.getParent()));
  }

  @Test
  void inAFolderTheFileGetsTheModelsName() throws Exception {
    Path folder = temp.resolve("results");
    node.set("file", folder.toString()).execute(model);
    assertEquals(List.of("cnn_gap.bin", "cnn_gap.xml"), names(folder));
  }

  @Test
  void foldersAreMadeOnlyIfWished() throws Exception {
    node.set("createFolders", false);
    refused("does not exist");
    assertFalse(Files.exists(file.getParent()));
  }

  @Test
  void placesThatCannotBeWrittenAreRefusedBeforeAnythingRuns() throws Exception {
    Path blocked = Files.writeString(temp.resolve("file"), "").resolve("model.xml");
    node.set("file", blocked.toString());
    refused("is no folder");
    node.set("file", temp.resolve("model.onnx").toString());
    refused("ends with .xml");
    node.set("file", "");
    refused("nothing is chosen");
  }

  private void refused(String hint) {
    InvalidSettingsException e =
        assertThrows(InvalidSettingsException.class, () -> node.configure(model.getSpec()));
    assertTrue(e.getMessage().contains(hint), e.getMessage());
  }

  private static List<String> names(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
