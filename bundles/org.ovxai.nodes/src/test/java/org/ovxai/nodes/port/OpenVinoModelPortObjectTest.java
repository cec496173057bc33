package org.ovxai.nodes.port;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import javax.swing.JComponent;
import javax.swing.JEditorPane;
import javax.swing.JScrollPane;
import javax.swing.text.BadLocationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObjectZipInputStream;
import org.knime.core.node.port.PortObjectZipOutputStream;
import org.knime.core.node.port.PortUtil;
import org.ovxai.nodes.NodeRun;
import org.ovxai.nodes.inserter.XaiInserterNodeFactory;
import org.ovxai.nodes.modelreader.ModelReaderNodeFactory;
import org.ovxai.standin.PortObjects;

class OpenVinoModelPortObjectTest {
  private final ExecutionMonitor exec = new ExecutionMonitor();
  @TempDir Path temp;
  private OpenVinoModelPortObject model;

  @BeforeEach
  void readModel() throws Exception {
    model =
        (OpenVinoModelPortObject)
            new NodeRun(ModelReaderNodeFactory.class, temp)
                .set("file", NodeRun.MODEL.toString())
                .execute()[0];
  }

  @Test
  void aSavedModelIsTheSameAfterLoading() throws Exception {
    Path saved = temp.resolve("saved");
    PortObjects.save(model, saved, exec);
    OpenVinoModelPortObject loaded = (OpenVinoModelPortObject) PortObjects.load(saved, exec);
    assertEquals(model.getSpec().info(), loaded.getSpec().info());
    assertEquals(model.getSpec(), loaded.getSpec());
    assertEquals(model.getSummary(), loaded.getSummary());
    assertTrue(loaded.model().xml().startsWith(saved));
    assertArrayEquals(
        Files.readAllBytes(model.model().bin()), Files.readAllBytes(loaded.model().bin()));
  }

  @Test
  void loadingDoesNotOpenTheFiles() throws Exception {
    Path saved = temp.resolve("saved");
    PortObjects.save(model, saved, exec);
    OpenVinoModelPortObject loaded = (OpenVinoModelPortObject) PortObjects.load(saved, exec);
    Files.delete(loaded.model().xml());
    assertEquals(
        model.getSpec(), ((OpenVinoModelPortObject) PortObjects.load(saved, exec)).getSpec());
  }

  @Test
  void aModelSavedByALaterVersionIsRefusedWithAdvice() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PortObjectZipOutputStream zip = PortUtil.getPortObjectZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("form"));
      new DataOutputStream(zip).writeInt(2);
    }
    try (PortObjectZipInputStream in =
        PortUtil.getPortObjectZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      IOException e =
          assertThrows(
              IOException.class,
              () ->
                  new OpenVinoModelPortObject.Serializer()
                      .loadPortObject(in, model.getSpec(), exec));
      assertTrue(e.getMessage().contains("Update the extension"), e.getMessage());
    }
  }

  @Test
  void theViewTellsWhatTheModelTakesAndGives() {
    JComponent[] views = model.getSpec().getViews();
    assertEquals("OpenVINO Model", views[0].getName());
    String text = text(views[0]);
    for (String part :
        List.of(
            "efficientnet_lite0.xml",
            "224 x 224 pixels, NCHW",
            "RGB, resize standard, mean ",
            "[1, 1000], f32: scores",
            "softmax",
            "105 koala",
            "[1, 1280, 7, 7]",
            model.getSpec().info().contentHash())) {
      assertTrue(text.contains(part), part + " is not in " + text);
    }
    assertEquals(0, model.getViews().length, "nothing was inserted");
  }

  @Test
  void theViewTellsWhatWasInserted() throws Exception {
    OpenVinoModelPortObject explaining =
        (OpenVinoModelPortObject)
            new NodeRun(XaiInserterNodeFactory.class, temp)
                .set("method", "ActivationMap")
                .set("layer", "stage1")
                .execute(NodeRun.read(NodeRun.NETWORKS.resolve("cnn_gap.xml"), temp))[0];
    String text = text(explaining.getViews()[0]);
    assertTrue(text.contains("ActivationMap"), text);
    assertTrue(text.contains("stage1"), text);
    assertTrue(text.contains("one for all classes"), text);
    assertTrue(text(explaining.getSpec().getViews()[0]).contains("saliency_map"));
  }

  @Test
  void labelsAreShownAsTheyAre() throws Exception {
    OpenVinoModelPortObject odd =
        NodeRun.read(
            NodeRun.NETWORKS.resolve("cnn_gap.xml"), temp, "<b>", "a&b", "c", "d", "e", "f");
    String text = text(odd.getSpec().getViews()[0]);
    assertTrue(text.contains("0 <b>"), text);
    assertTrue(text.contains("1 a&b"), text);
  }

  private static String text(JComponent view) {
    JEditorPane pane = (JEditorPane) ((JScrollPane) view).getViewport().getView();
    try {
      return pane.getDocument().getText(0, pane.getDocument().getLength());
    } catch (BadLocationException e) {
      throw new AssertionError(e);
    }
  }
}
