package org.ovxai.nodes.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  void theTokensOfATransformer() throws Exception {
    OpenVinoModelPortObjectSpec vit = read("vit", "AUTO");
    List<String> tokens = layers(vit, "ViTReciproCAM");
    assertEquals(
        List.of(
            "",
            "block0/sum",
            "block1/attention_sum",
            "block1/mlp_sum",
            "block2/attention_sum",
            "block2/mlp_sum"),
        tokens);
    assertTrue(layers(vit, "automatic").containsAll(tokens));
  }

  @Test
  void theMethodsFollowTheMode() throws Exception {
    assertEquals(List.of("automatic", "AISE", "RISE"), methodsOf("black box"));
    assertEquals(
        List.of(
            "automatic", "ReciproCAM", "ViTReciproCAM", "ActivationMap", "DetClassProbabilityMap"),
        methodsOf("white box"));
    assertEquals(7, methodsOf("automatic").size());
  }

  private static List<String> methodsOf(String mode) throws Exception {
    return ids(
        new DialogInput((OpenVinoModelPortObjectSpec) null)
            .with(MethodChoice.ModeReference.class, mode)
            .compute(new MethodChoice.MethodsOfMode()));
  }

  @ParameterizedTest
  @CsvSource({
    "automatic, automatic, true, true",
    "black box, automatic, false, true",
    "white box, automatic, true, false",
    "automatic, ReciproCAM, true, false",
    "automatic, RISE, false, true"
  })
  void whatCannotBeTakenIsHidden(String mode, String method, boolean whiteBox, boolean blackBox) {
    DialogInput dialog =
        new DialogInput()
            .with(MethodChoice.ModeReference.class, mode)
            .with(MethodChoice.Reference.class, method);
    assertEquals(whiteBox, dialog.holds(new MethodChoice.MaybeWhiteBox()));
    assertEquals(blackBox, dialog.holds(new MethodChoice.MaybeBlackBox()));
    assertEquals(method.equals("RISE"), dialog.holds(new MethodChoice.MaybeRise()));
  }

  @Test
  void withoutAChoiceOfTheMethodNothingIsHidden() {
    DialogInput dialog = new DialogInput();
    assertTrue(dialog.holds(new MethodChoice.MaybeTransformer()));
    assertTrue(dialog.holds(new MethodChoice.MaybeDetector()));
    assertTrue(dialog.holds(new MethodChoice.MaybeAise()));
    assertTrue(dialog.holds(new MethodChoice.MaybeRise()));
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
