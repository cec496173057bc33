package org.ovxai.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ovxai.engine.Fixtures.difference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ovxai.engine.blackbox.AiseSettings;
import org.ovxai.engine.blackbox.Preset;
import org.ovxai.engine.blackbox.RiseSettings;
import org.ovxai.engine.blackbox.Variant;
import org.ovxai.engine.detection.BoxMapping;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;
import org.ovxai.engine.model.ModelReader;
import org.ovxai.engine.model.ResizeMode;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.engine.whitebox.ActivationMap;
import org.ovxai.engine.whitebox.ReciproCam;
import org.ovxai.openvino.Tensor;

class ExplainerTest {
  /** The reference ran in another version of OpenVINO, whose convolutions round differently. */
  private static final double OTHER_RUNTIME = 1e-4;

  @TempDir static Path folder;
  private static VisionModel model;

  @BeforeAll
  static void read() {
    model =
        ModelReader.read(Fixtures.efficientNet(), Fixtures.efficientNetOptions(), folder).model();
  }

  @ParameterizedTest
  @ValueSource(strings = {"koala", "chelsea_cat"})
  void reciproCamEqualsTheReference(String photo) throws Exception {
    Map<String, NpyArray> reference = Fixtures.reference(photo + "/reciprocam_ir_fp16.npz");
    assertEqualsReference(Method.RECIPROCAM, photo, reference);
  }

  @ParameterizedTest
  @ValueSource(strings = {"koala", "chelsea_cat"})
  void activationMapEqualsTheReference(String photo) throws Exception {
    Map<String, NpyArray> reference = Fixtures.reference(photo + "/activationmap_ir_fp16.npz");
    assertEqualsReference(Method.ACTIVATIONMAP, photo, reference);
  }

  private static void assertEqualsReference(
      Method method, String photo, Map<String, NpyArray> reference) {
    try (Explainer explainer = Explainer.whiteBox(model, WhiteBoxSettings.of(method, ""))) {
      List<Explanation> all = explainer.explain(Fixtures.image(photo), Targets.parse("all", 1));
      double[] targets = reference.get("targets").values();
      for (int i = 0; i < targets.length; i++) {
        Explanation found = all.get(Math.max(0, (int) targets[i]));
        float[] raw = Fixtures.part(reference.get("raw_f32"), i);
        assertTrue(difference(raw, found.map().values()) < OTHER_RUNTIME, found.label());
        byte[] scaled = found.map().scaled();
        for (int cell = 0; cell < scaled.length; cell++) {
          double expected = reference.get("scaled_u8").values()[i * scaled.length + cell];
          assertEquals(expected, scaled[cell] & 0xff, 1, found.label());
        }
      }
    }
  }

  @Test
  void theLayerIsFoundAndTheBestClassExplained() {
    try (Explainer explainer =
        Explainer.whiteBox(model, WhiteBoxSettings.of(Method.RECIPROCAM, ""))) {
      Explanation best = explainer.explain(Fixtures.image("koala"), Targets.parse("", 1)).get(0);
      assertEquals("/_swish_1/Clip", explainer.layer());
      assertEquals("koala", best.label());
      assertEquals(105, best.target());
      assertEquals(0.8664, best.confidence(), 1e-3);
      assertEquals(1, best.inferences());
    }
  }

  @Test
  void logitsAreTakenBeforeASoftmaxAtTheEnd() {
    IrModel plain = IrModel.read(model.xml());
    IrModel withSoftmax = IrModel.read(model.xml());
    IrPort logits = withSoftmax.results().get(0).input(0);
    IrPort probabilities =
        withSoftmax.add(
            "SoftMax", "opset8", "probabilities", Map.of("axis", "1"), logits.shape(), logits);
    withSoftmax.addResult("probabilities", probabilities);
    withSoftmax.keepResults(List.of(withSoftmax.results().get(1)));
    try (Tensor photo = photo()) {
      float[] expected = lastOutput(plain, photo);
      float[] found = lastOutput(withSoftmax, photo);
      assertTrue(difference(expected, found) < 1e-6);
    }
  }

  private static float[] lastOutput(IrModel network, Tensor photo) {
    new ReciproCam("").insert(network);
    List<float[]> outputs = Fixtures.run(network, photo);
    return outputs.get(outputs.size() - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/_conv_head/Conv", "/_blocks.15/_project_conv/Conv", "/_blocks.14/Add"})
  void reciproCamEqualsBruteForce(String layer) {
    IrModel changed = IrModel.read(model.xml());
    String target = new ReciproCam(layer).insert(changed).layer();
    try (Tensor photo = photo()) {
      float[] maps = Fixtures.run(changed, photo).get(1);
      IrModel front = IrModel.read(model.xml());
      IrPort features = front.layer(target).orElseThrow().output();
      front.addResult("features", features);
      float[] values = Fixtures.run(front, photo).get(1);
      long[] shape = features.shape();
      int cells = (int) (shape[2] * shape[3]);
      float[] expected = new float[maps.length];
      List<Tensor> masked = new ArrayList<>();
      for (int cell = 0; cell < cells; cell++) {
        float[] one = new float[values.length];
        for (int c = 0; c < shape[1]; c++) {
          one[c * cells + cell] = values[c * cells + cell];
        }
        masked.add(Fixtures.tensor(one, shape));
      }
      List<float[]> scores = Fixtures.runEach(rest(target, shape), masked);
      for (int cell = 0; cell < cells; cell++) {
        for (int k = 0; k < scores.get(cell).length; k++) {
          expected[k * cells + cell] = scores.get(cell)[k];
        }
      }
      for (int k = 0; k < maps.length / cells; k++) {
        float[] one = Arrays.copyOfRange(expected, k * cells, (k + 1) * cells);
        float[] other = Arrays.copyOfRange(maps, k * cells, (k + 1) * cells);
        assertTrue(difference(one, other) < 1e-5, "class " + k + ": " + difference(one, other));
      }
    }
  }

  private static IrModel rest(String layer, long[] shape) {
    IrModel network = IrModel.read(model.xml());
    IrPort tensor = network.layer(layer).orElseThrow().output();
    network.replace(tensor, network.addParameter("masked", "f32", "FP32", shape));
    network.keepResults(network.results());
    network.dropUnreadParameters();
    return network;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ReciproCAM", "ActivationMap"})
  void theOtherOutputsStayTheSameToTheBit(String method) {
    IrModel plain = IrModel.read(model.xml());
    IrModel changed = IrModel.read(model.xml());
    if (method.equals("ReciproCAM")) {
      new ReciproCam("").insert(changed);
    } else {
      new ActivationMap("").insert(changed);
    }
    try (Tensor photo = photo()) {
      assertArrayEquals(Fixtures.run(plain, photo).get(0), Fixtures.run(changed, photo).get(0));
    }
  }

  private static Tensor photo() {
    try {
      return Fixtures.tensor(
          Fixtures.reference("koala/tensor.npz").get("data").floats(), 1, 3, 224, 224);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void classesShareTheActivationMap() {
    try (Explainer explainer =
        Explainer.whiteBox(model, WhiteBoxSettings.of(Method.ACTIVATIONMAP, ""))) {
      assertFalse(explainer.perClass());
      List<Explanation> two = explainer.explain(Fixtures.image("koala"), Targets.parse("", 2));
      assertArrayEquals(two.get(0).map().values(), two.get(1).map().values());
    }
  }

  @Test
  void anUnknownLayerIsRefusedAndOthersOffered() {
    String message = refused("conv5");
    assertTrue(message.contains("no layer 'conv5'"), message);
    assertTrue(message.contains("'/_swish_1/Clip' [1, 1280, 7, 7]"), message);
  }

  @Test
  void aLayerWithoutSpatialOutputIsRefused() {
    String message = refused("/Flatten");
    assertTrue(message.contains("[1, 1280]") && message.contains("needs [1,C,h,w]"), message);
    assertTrue(message.contains("'/_swish_1/Clip'"), message);
  }

  private static String refused(String layer) {
    return assertThrows(
            EngineException.class,
            () -> Explainer.whiteBox(model, WhiteBoxSettings.of(Method.RECIPROCAM, layer)))
        .getMessage();
  }

  /** The koala is higher than wide; its tensor's maps are those of the network's input. */
  @ParameterizedTest
  @EnumSource(names = {"FIT_TO_WINDOW", "FIT_TO_WINDOW_LETTERBOX", "CROP"})
  void mapsOfPicturesCoverThePicture(ResizeMode mode) {
    VisionModel other =
        ModelReader.read(Fixtures.efficientNet(), Fixtures.efficientNetOptions(mode), folder)
            .model();
    RgbImage koala = Fixtures.image("koala");
    BoxMapping mapping = new BoxMapping(other.info().input(), koala.width(), koala.height());
    NpyArray tensor = tensor(Preprocessor.floats(koala, other.info().input()));
    BlackBoxSettings rise =
        new BlackBoxSettings(
            Optional.of(Method.RISE),
            new RiseSettings(4, 3, 0.5, 0, Variant.CORRECTED),
            AiseSettings.classification(Preset.SPEED),
            AiseSettings.detection(Preset.SPEED),
            Variant.CORRECTED,
            OptionalDouble.empty());
    Targets best = Targets.parse("", 1);
    try (Explainer white = Explainer.whiteBox(other, WhiteBoxSettings.defaults());
        Explainer black = Explainer.blackBox(other, rise)) {
      for (Explainer explainer : List.of(white, black)) {
        Explanation ofPicture = explainer.explain(koala, best).get(0);
        Explanation ofTensor = explainer.explain(tensor, best, () -> {}).get(0);
        assertArrayEquals(
            mapping.toPicture(ofTensor.map()).values(),
            ofPicture.map().values(),
            explainer.method());
        assertEquals(
            480.0 / 640, (double) ofPicture.map().width() / ofPicture.map().height(), 0.01);
      }
    }
  }

  private static NpyArray tensor(float[] values) {
    double[] numbers = new double[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values[i];
    }
    return new NpyArray("<f4", new int[] {1, 3, 224, 224}, numbers);
  }
}
