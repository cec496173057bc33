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
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObjectZipInputStream;
import org.knime.core.node.port.PortObjectZipOutputStream;
import org.knime.core.node.port.PortUtil;
import org.ovxai.nodes.NodeRun;
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
}
