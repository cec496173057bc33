package org.ovxai.nodes.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.node.parameters.widget.message.TextMessage.Message;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.ovxai.nodes.DialogInput;
import org.ovxai.nodes.NodeRun;
import org.ovxai.nodes.port.OpenVinoModelPortObjectSpec;

class TargetsMessageTest {
  @TempDir Path temp;

  @Test
  void listsTheClassesWhileNothingIsTyped() throws Exception {
    assertEquals(
        new Message(
            "Classes of the model", "0 ape; 1 bison; 2 cat; 3 dog; 4 eel; 5 fox", MessageType.INFO),
        message(labelled(), " ").orElseThrow());
  }

  @Test
  void longListsAreCut() throws Exception {
    String text = message(NodeRun.read(NodeRun.MODEL, temp).getSpec(), "all").get().description();
    assertTrue(text.startsWith("0 tench; 1 goldfish; "), text);
    assertTrue(text.endsWith("; and 980 more"), text);
  }

  @Test
  void saysWhichClassesAreMeant() throws Exception {
    assertEquals(
        new Message("Classes to explain", "4 eel; 0 ape", MessageType.INFO),
        message(labelled(), "EEL; 0").orElseThrow());
  }

  @Test
  void withoutLabelsIndicesAreShown() throws Exception {
    OpenVinoModelPortObjectSpec spec =
        NodeRun.read(NodeRun.NETWORKS.resolve("cnn_gap.xml"), temp).getSpec();
    assertEquals("0; 1; 2; 3; 4; 5", message(spec, "").orElseThrow().description());
  }

  @Test
  void saysWhyATargetIsUnknown() throws Exception {
    Message message = message(labelled(), "bisn").orElseThrow();
    assertEquals(MessageType.ERROR, message.type());
    assertTrue(message.description().contains("The nearest are: 'bison'"), message.description());
  }

  @Test
  void saysNothingWithoutAModel() throws Exception {
    assertEquals(Optional.empty(), message(null, "ape"));
  }

  private OpenVinoModelPortObjectSpec labelled() throws Exception {
    return NodeRun.read(
            NodeRun.NETWORKS.resolve("cnn_gap.xml"),
            temp,
            "ape",
            "bison",
            "cat",
            "dog",
            "eel",
            "fox")
        .getSpec();
  }

  private static Optional<Message> message(OpenVinoModelPortObjectSpec model, String targets)
      throws Exception {
    return new DialogInput(model)
        .with(TargetsMessage.Reference.class, targets)
        .compute(new TargetsMessage());
  }
}
