package org.ovxai.nodes.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.ovxai.nodes.DialogInput;
import org.ovxai.nodes.NodeRun;
import org.ovxai.nodes.modelreader.ModelReaderNodeFactory;
import org.ovxai.nodes.port.OpenVinoModelPortObject;
import org.ovxai.nodes.port.OpenVinoModelPortObjectSpec;

class MethodChoiceTest {
  @TempDir Path temp;

  @Test
  void allMethodsWhileNoModelIsKnown() throws Exception {
    assertEquals(
        List.of(
            "automatic", "ReciproCAM", "ViTReciproCAM", "ActivationMap", "DetClassProbabilityMap"),
        methods((OpenVinoModelPortObjectSpec) null));
  }

  @Test
  void theMethodsThatFitTheTask() throws Exception {
    assertEquals(
        List.of("automatic", "ReciproCAM", "ViTReciproCAM", "ActivationMap"),
        methods(read("cnn_gap", "AUTO")));
    assertEquals(
        List.of("automatic", "DetClassProbabilityMap"),
        methods(read("detector_heads", "DETECTION")));
  }

  @Test
  void theLayersThatFitTheMethod() throws Exception {
    OpenVinoModelPortObjectSpec cnn = read("cnn_gap", "AUTO");
    List<String> layers = layers(cnn, "automatic");
    assertEquals("", layers.get(0));
    assertEquals(cnn.info().layers().size() + 1, layers.size());
    assertEquals(layers, layers(cnn, "ReciproCAM"));
    assertEquals(
        List.of(""), layers(cnn, "ViTReciproCAM"), "layers with a feature map have no tokens");
  }

  @Test
  void noLayersWhileNoModelIsKnown() throws Exception {
    assertEquals(List.of(""), layers(null, "ReciproCAM"));
  }

  private OpenVinoModelPortObjectSpec read(String network, String task) throws Exception {
    return ((OpenVinoModelPortObject)
            new NodeRun(ModelReaderNodeFactory.class, temp)
                .set("file", NodeRun.NETWORKS.resolve(network + ".xml").toString())
                .set("task", task)
                .execute()[0])
        .getSpec();
  }

  private static List<String> methods(OpenVinoModelPortObjectSpec model) throws Exception {
    return ids(new DialogInput(model).compute(new MethodChoice.Methods()));
  }

  private static List<String> layers(OpenVinoModelPortObjectSpec model, String method)
      throws Exception {
    return ids(
        new DialogInput(model)
            .with(MethodChoice.Reference.class, method)
            .compute(new MethodChoice.Layers()));
  }

  private static List<String> ids(List<StringChoice> choices) {
    return choices.stream().map(StringChoice::id).toList();
  }
}
