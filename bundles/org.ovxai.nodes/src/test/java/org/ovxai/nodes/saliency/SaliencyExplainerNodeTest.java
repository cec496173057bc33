package org.ovxai.nodes.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.data.DataRow;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObject;
import org.ovxai.nodes.NodeRun;
import org.ovxai.nodes.imagereader.AnnotatedImageReaderNodeFactory;

class SaliencyExplainerNodeTest {
  @TempDir Path temp;
  private NodeRun node;
  private PortObject photo;

  @BeforeEach
  void make() throws Exception {
    node =
        new NodeRun(SaliencyExplainerNodeFactory.class, temp)
            .set("blackBox/preset", "SPEED")
            .set("blackBox/iterations", 5)
            .set("blackBox/iterations_is_present", true)
            .set("blackBox/numMasks", 10)
            .set("blackBox/numMasks_is_present", true);
    Path folder = Files.createDirectories(temp.resolve("photos"));
    Files.copy(NodeRun.PHOTOS.resolve("koala.jpg"), folder.resolve("koala.jpg"));
    photo =
        new NodeRun(AnnotatedImageReaderNodeFactory.class, temp)
            .set("folder", folder.toString())
            .execute()[0];
  }

  private List<String> explained(String network) throws Exception {
    PortObject model = NodeRun.read(NodeRun.NETWORKS.resolve(network), temp);
    BufferedDataTable out = (BufferedDataTable) node.execute(model, photo)[0];
    DataRow row = NodeRun.rows(out).get(0);
    return List.of("Mode", "Method", "Reason").stream()
        .map(c -> row.getCell(out.getDataTableSpec().findColumnIndex(c)).toString())
        .toList();
  }

  @Test
  void looksIntoTheNetworkWhereAMethodFits() throws Exception {
    assertEquals(
        List.of("white box", "ReciproCAM", "ReciproCAM fits the network."),
        explained("cnn_gap.xml"));
  }

  @Test
  void takesTheOutputsWhereNoneFitsAndSaysWhy() throws Exception {
    List<String> found = explained("no_spatial.xml");
    assertEquals(List.of("black box", "AISE"), found.subList(0, 2));
    assertTrue(found.get(2).startsWith("No white-box method fits. "), found.get(2));
    assertTrue(found.get(2).length() > 60, found.get(2));
  }

  @ParameterizedTest
  @CsvSource({
    "black box, automatic, black box, AISE",
    "white box, automatic, white box, ReciproCAM",
    "automatic, RISE, black box, RISE",
    "automatic, ActivationMap, white box, ActivationMap",
    "BLACK_BOX, aise, black box, AISE"
  })
  void modeAndMethodCanBeForced(String mode, String method, String madeFrom, String made)
      throws Exception {
    node.set("mode", mode).set("method", method);
    assertEquals(List.of(madeFrom, made, "It was asked for."), explained("cnn_gap.xml"));
  }

  @ParameterizedTest
  @CsvSource({
    "white box, RISE, RISE is a black-box method",
    "black box, ReciproCAM, ReciproCAM is a white-box method",
    "grey box, automatic, 'automatic, white box or black box'"
  })
  void contradictionsAreRefused(String mode, String method, String says) {
    node.set("mode", mode).set("method", method);
    InvalidSettingsException e =
        assertThrows(InvalidSettingsException.class, () -> explained("cnn_gap.xml"));
    assertTrue(e.getMessage().contains(says), e.getMessage());
  }
}
