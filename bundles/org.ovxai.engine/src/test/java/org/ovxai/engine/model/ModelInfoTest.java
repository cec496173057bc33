package org.ovxai.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.detection.DetectionFormat;
import org.ovxai.engine.detection.DetectionSettings;

class ModelInfoTest {
  private static final ModelInfo NASTY =
      new ModelInfo(
          "a=b\n\u0000.xml",
          Task.CLASSIFICATION,
          new InputInfo(
              "",
              List.of(1, 8, 9, 3),
              Layout.NHWC,
              "u8",
              new Preprocessing(
                  ColorOrder.BGR,
                  ResizeMode.FIT_TO_WINDOW_LETTERBOX,
                  Interpolation.CUBIC,
                  114,
                  List.of(0.1, 1 / 3.0, -0.0),
                  List.of(1e-300))),
          List.of(
              new OutputInfo("out;1", List.of(1, 3), "f32", OutputRole.SCORES),
              new OutputInfo("", List.of(), "i64", OutputRole.OTHER)),
          Activation.SIGMOID,
          List.of("", "a b;c", "ü\t\"<熊>"),
          Optional.of(new DetectionSettings(DetectionFormat.YOLOX, 0.1 + 0.2, 0.65, 7, true, 1)),
          List.of(new LayerInfo("l/1 x", List.of(1, 2, -1, 4))),
          new InferenceOptions("GPU.0", "f16", 3, Optional.of(Path.of("some where"))),
          "00ff");

  @Test
  void propertiesKeepEverything() {
    assertEquals(NASTY, ModelInfo.fromProperties(NASTY.toProperties()));
  }

  @Test
  void aMissingPropertyIsNamed() {
    for (String key : NASTY.toProperties().keySet()) {
      if (key.equals("cache") || key.equals("detection.format")) {
        continue;
      }
      Map<String, String> properties = new HashMap<>(NASTY.toProperties());
      properties.remove(key);
      assertThrows(EngineException.class, () -> ModelInfo.fromProperties(properties), key);
    }
  }

  @Test
  void descriptionsFromBeforeDetectionsWereReadAreStillUnderstood() {
    Map<String, String> properties = new HashMap<>(NASTY.toProperties());
    properties.keySet().removeIf(key -> key.startsWith("detection."));
    ModelInfo info = ModelInfo.fromProperties(properties);
    assertEquals(Optional.empty(), info.detection());
    assertEquals(NASTY.layers(), info.layers());
  }

  @Test
  void labelsFallBackToTheIndex() {
    assertEquals("a b;c", NASTY.label(1));
    assertEquals("7", NASTY.label(7));
    assertEquals(3, NASTY.classes());
  }

  @Test
  void preprocessingThatCannotWorkIsRefused() {
    for (double scale : new double[] {0, Double.NaN}) {
      String message =
          assertThrows(
                  EngineException.class,
                  () ->
                      new Preprocessing(
                          ColorOrder.RGB,
                          ResizeMode.STANDARD,
                          Interpolation.LINEAR,
                          0,
                          List.of(0.0),
                          List.of(scale)))
              .getMessage();
      assertTrue(message.contains("scale"), message);
    }
    assertThrows(
        EngineException.class,
        () ->
            new Preprocessing(
                ColorOrder.RGB,
                ResizeMode.STANDARD,
                Interpolation.LINEAR,
                0,
                List.of(1.0, 2.0),
                List.of(1.0)));
  }
}
