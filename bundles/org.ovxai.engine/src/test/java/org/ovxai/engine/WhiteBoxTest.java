package org.ovxai.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ovxai.engine.Fixtures.difference;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ovxai.engine.image.Npy;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.model.DetectionOptions;
import org.ovxai.engine.model.LabelSource;
import org.ovxai.engine.model.LayerInfo;
import org.ovxai.engine.model.ModelReader;
import org.ovxai.engine.model.OutputRole;
import org.ovxai.engine.model.ReadOptions;
import org.ovxai.engine.model.ReadResult;
import org.ovxai.engine.model.VisionModel;

/** Explaining, inserting, writing and predicting with the networks of src/test/networks. */
class WhiteBoxTest {
  private static final Path NETWORKS = Path.of("src", "test", "networks");
  private static final Runnable NEVER = () -> {};

  @TempDir Path folder;

  private VisionModel read(String network) {
    return ModelReader.read(
            NETWORKS.resolve(network), ReadOptions.defaults(), folder.resolve("read-" + network))
        .model();
  }

  private static NpyArray array(String file) throws Exception {
    return Npy.read(Files.readAllBytes(NETWORKS.resolve(file)));
  }

  private static float[] maps(List<Explanation> all) {
    float[] joined = new float[all.size() * all.get(0).map().values().length];
    for (int i = 0; i < all.size(); i++) {
      float[] one = all.get(i).map().values();
      System.arraycopy(one, 0, joined, i * one.length, one.length);
    }
    return joined;
  }

  private List<Explanation> explain(
      VisionModel model, WhiteBoxSettings settings, NpyArray input, List<String> messages) {
    try (Explainer explainer = Explainer.whiteBox(model, settings)) {
      messages.addAll(explainer.messages());
      return explainer.explain(input, Targets.parse("all", 1), NEVER);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cnn_gap.xml, ReciproCAM, stage1, image_32x32",
    "batch1_reshape.xml, ReciproCAM, '', image_32x32",
    "residual_skip.xml, ReciproCAM, middle, image_32x32",
    "swin_like.xml, ReciproCAM, block0/sum, image_16x16",
    "swin_tokens.xml, ReciproCAM, block0/sum, image_16x16",
    "vit_no_cls.xml, ViTReciproCAM, '', image_16x16",
    "vit_distilled.xml, ViTReciproCAM, '', image_16x16"
  })
  void cutInTwoTheMapsAreTheSame(String network, String method, String layer, String input)
      throws Exception {
    VisionModel model = read(network);
    WhiteBoxSettings whole = WhiteBoxSettings.of(Method.named(method), layer);
    NpyArray picture = array("inputs/" + input + ".npy");
    List<String> messages = new ArrayList<>();
    List<Explanation> expected = explain(model, whole, picture, messages);
    assertEquals(List.of(), messages);
    for (int budget : new int[] {1, 100_000}) {
      List<Explanation> found = explain(model, whole.withMemoryBudget(budget), picture, messages);
      assertTrue(difference(maps(expected), maps(found)) < 1e-5, "budget " + budget);
      assertEquals(expected.get(0).confidence(), found.get(0).confidence());
      assertTrue(found.get(0).inferences() > 1, "budget " + budget);
    }
    assertTrue(messages.get(0).contains(" 1 of "), messages.get(0));
  }

  @Test
  void aTransformersTokensCanBeChosen() throws Exception {
    VisionModel model = read("vit.xml");
    NpyArray picture = array("inputs/image_16x16.npy");
    List<String> messages = new ArrayList<>();
    List<String> tokens =
        model.info().layers().stream()
            .filter(layer -> layer.shape().size() == 3)
            .map(LayerInfo::name)
            .toList();
    assertEquals(
        List.of(
            "block0/sum",
            "block1/attention_sum",
            "block1/mlp_sum",
            "block2/attention_sum",
            "block2/mlp_sum"),
        tokens);
    for (String layer : tokens.subList(0, 3)) {
      List<Explanation> named =
          explain(model, WhiteBoxSettings.of(Method.VITRECIPROCAM, layer), picture, messages);
      assertTrue(named.get(0).map().max() > named.get(0).map().min(), layer);
      assertArrayEquals(
          maps(named), maps(explain(model, with(Optional.empty(), layer), picture, messages)));
    }
  }

  private static WhiteBoxSettings with(Optional<Method> method, String layer) {
    return new WhiteBoxSettings(
        method, List.of(layer), true, true, true, 1, List.of(), 23, 23, OptionalLong.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "ViTReciproCAM, block2/attention_sum, in front of an attention block",
    "ViTReciproCAM, block2/mlp_sum, found none",
    "ReciproCAM, block2/mlp_sum, in front of an attention block",
    "'', block2/mlp_sum, in front of an attention block",
    "ViTReciproCAM, embedded, Choose one of: 'block0/sum'",
    "ViTReciproCAM, nowhere, Choose one of: 'block0/sum'"
  })
  void aLayerBehindWhichTokensDoNotMixIsRefused(String method, String layer, String why) {
    VisionModel model = read("vit.xml");
    WhiteBoxSettings settings =
        with(Optional.of(method).filter(name -> !name.isEmpty()).map(Method::named), layer);
    String message =
        assertThrows(EngineException.class, () -> Explainer.whiteBox(model, settings)).getMessage();
    assertTrue(message.contains(why), message);
  }

  @Test
  void aLargeFeatureMapRunsInChunks() throws Exception {
    VisionModel model = read("early_large.xml");
    List<String> messages = new ArrayList<>();
    List<Explanation> all =
        explain(
            model,
            WhiteBoxSettings.of(Method.RECIPROCAM, "early"),
            array("inputs/image_56x56.npy"),
            messages);
    assertTrue(messages.get(0).contains(" of 3136 masks"), messages.get(0));
    NpyArray expected = array("expected/early_large.reciprocam_early.npy");
    for (Explanation one : all) {
      float[] map = Fixtures.part(expected, one.target());
      assertTrue(difference(map, one.map().values()) < 1e-4, one.label());
    }
  }

  @Test
  void aRunCanBeStoppedBetweenTwoChunks() throws Exception {
    VisionModel model = read("batch1_reshape.xml");
    WhiteBoxSettings oneByOne = WhiteBoxSettings.of(Method.RECIPROCAM, "").withMemoryBudget(1);
    NpyArray picture = array("inputs/image_32x32.npy");
    try (Explainer explainer = Explainer.whiteBox(model, oneByOne)) {
      int[] asked = {0};
      Runnable stop =
          () -> {
            if (++asked[0] == 3) {
              throw new CancellationException();
            }
          };
      assertThrows(
          CancellationException.class,
          () -> explainer.explain(picture, Targets.parse("", 1), stop));
      assertEquals(3, asked[0]);
      assertEquals(1, explainer.explain(picture, Targets.parse("", 1), NEVER).size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cnn_gap.xml, ReciproCAM",
    "convnext_like.xml, ReciproCAM",
    "swin_like.xml, ReciproCAM",
    "vit.xml, ViTReciproCAM",
    "vit_onnx17.onnx, ViTReciproCAM",
    "vit_distilled.xml, ViTReciproCAM",
    "detector_heads.xml, DetClassProbabilityMap"
  })
  void theDefaultMethodFitsTheNetwork(String network, String method) {
    try (Explainer explainer = Explainer.whiteBox(read(network), WhiteBoxSettings.defaults())) {
      assertEquals(method, explainer.method());
    }
  }

  @Test
  void aMethodForAnotherTaskIsRefused() {
    String message =
        assertThrows(
                EngineException.class,
                () ->
                    Explainer.whiteBox(
                        read("detector_heads.xml"), WhiteBoxSettings.of(Method.RECIPROCAM, "")))
            .getMessage();
    assertTrue(message.contains("What fits it: DetClassProbabilityMap."), message);
  }

  @Test
  void aNetworkWithoutSpatialLayerIsRefusedWithWhatWouldFit() {
    String message =
        assertThrows(
                EngineException.class,
                () -> Explainer.whiteBox(read("no_spatial.xml"), WhiteBoxSettings.defaults()))
            .getMessage();
    assertTrue(message.contains("RISE"), message);
  }

  @Test
  void detectorsAreExplainedByClass() throws Exception {
    VisionModel model = read("detector_heads.xml");
    try (Explainer explainer = Explainer.whiteBox(model, WhiteBoxSettings.defaults())) {
      List<Explanation> best =
          explainer.explain(array("inputs/image_16x16.npy"), Targets.parse("", 2), NEVER);
      assertEquals(best.get(0).map().max(), best.get(0).confidence(), 1e-6);
      assertTrue(best.get(0).confidence() >= best.get(1).confidence());
      assertEquals(23, best.get(0).map().width());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cnn_gap.xml, image_32x32, cnn_gap.reciprocam.npy",
    "vit.xml, image_16x16, vit.vitreciprocam_gaussian1_cls1.npy",
    "detector_heads.xml, image_16x16, detector_heads.detclassprobabilitymap.npy"
  })
  void anInsertedModelExplainsItself(String network, String input, String maps) throws Exception {
    VisionModel model = read(network);
    ReadResult inserted =
        XaiInserter.insert(model, WhiteBoxSettings.defaults(), false, folder.resolve("xai"));
    assertTrue(inserted.model().info().hasSaliencyMap());
    NpyArray picture = array("inputs/" + input + ".npy");
    NpyArray expected = array("expected/" + maps);
    try (Predictor plain = Predictor.open(model);
        Predictor explained = Predictor.open(inserted.model())) {
      Predictor.Prediction with = explained.predict(picture);
      List<RawOutput> without = plain.predict(picture).outputs();
      for (int i = 0; i < without.size(); i++) {
        assertArrayEquals(without.get(i).values(), with.outputs().get(i).values());
      }
      List<Explanation> all = with.explanations(Targets.parse("all", 1));
      assertEquals(expected.shape()[0], all.size());
      double bound =
          16
              * Math.ulp(
                  (float) Arrays.stream(expected.values()).map(Math::abs).max().orElseThrow());
      for (Explanation one : all) {
        assertArrayEquals(Fixtures.part(expected, one.target()), one.map().values(), (float) bound);
        assertFalse(one.method().isEmpty());
        assertFalse(one.layer().isEmpty());
      }
    }
  }

  @Test
  void scaledMapsAreCutToBytesLikeTheReferences() throws Exception {
    VisionModel model = read("cnn_gap.xml");
    NpyArray picture = array("inputs/image_32x32.npy");
    ReadResult inserted =
        XaiInserter.insert(model, WhiteBoxSettings.defaults(), true, folder.resolve("xai"));
    List<Explanation> raw = explain(model, WhiteBoxSettings.defaults(), picture, new ArrayList<>());
    try (Predictor predictor = Predictor.open(inserted.model())) {
      for (Explanation scaled : predictor.predict(picture).explanations(Targets.parse("all", 1))) {
        byte[] expected = raw.get(scaled.target()).map().scaled();
        for (int i = 0; i < expected.length; i++) {
          assertEquals(expected[i] & 0xff, scaled.map().values()[i], 1);
          assertEquals(Math.rint(scaled.map().values()[i]), scaled.map().values()[i]);
        }
      }
    }
  }

  @Test
  void aModelThatHasAMapStaysAsItIs() throws Exception {
    VisionModel model = read("has_saliency_map.xml");
    ReadResult same =
        XaiInserter.insert(model, WhiteBoxSettings.defaults(), true, folder.resolve("xai"));
    assertTrue(same.messages().get(0).contains("already"), same.messages().get(0));
    assertEquals(model.info(), same.model().info());
    assertEquals(
        IrModel.read(model.xml()).results().size(),
        IrModel.read(same.model().xml()).results().size());
  }

  @Test
  void aWrittenModelTellsHowItIsUsed() throws Exception {
    ReadOptions labelled =
        new ReadOptions(
            Optional.empty(),
            true,
            Fixtures.efficientNetOptions().preprocessing(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new LabelSource.Typed(List.of("big dog", "b", "c", "d", "e", "f")),
            ReadOptions.defaults().inference(),
            DetectionOptions.automatic(),
            Optional.empty());
    VisionModel model =
        ModelReader.read(NETWORKS.resolve("cnn_gap.xml"), labelled, folder.resolve("read")).model();
    VisionModel inserted =
        XaiInserter.insert(model, WhiteBoxSettings.defaults(), false, folder.resolve("xai"))
            .model();
    Path xml = folder.resolve("written.xml");
    ModelWriter.write(inserted, xml, false, ModelWriter.Existing.FAIL);
    VisionModel again =
        ModelReader.read(xml, ReadOptions.defaults(), folder.resolve("again")).model();
    assertEquals(model.info().input(), again.info().input());
    assertEquals("big dog", again.info().label(0));
    assertEquals(
        OutputRole.SALIENCY_MAP,
        again.info().outputs().get(again.info().outputs().size() - 1).role());
    NpyArray picture = array("inputs/image_32x32.npy");
    try (Predictor one = Predictor.open(inserted);
        Predictor other = Predictor.open(again)) {
      List<Explanation> found = other.predict(picture).explanations(Targets.parse("all", 1));
      assertArrayEquals(
          maps(one.predict(picture).explanations(Targets.parse("all", 1))), maps(found));
      assertEquals("ReciproCAM", found.get(0).method());
      assertEquals("stage2", found.get(0).layer());
    }
  }

  @Test
  void sixteenBitWeightsHalveTheFile() throws Exception {
    VisionModel model = read("cnn_gap.xml");
    Path wide = folder.resolve("wide.xml");
    Path half = folder.resolve("half.xml");
    ModelWriter.write(model, wide, false, ModelWriter.Existing.FAIL);
    ModelWriter.write(model, half, true, ModelWriter.Existing.FAIL);
    long wideSize = Files.size(IrModel.weightsFile(wide));
    long halfSize = Files.size(IrModel.weightsFile(half));
    assertTrue(halfSize < 0.6 * wideSize, halfSize + " of " + wideSize);
    NpyArray picture = array("inputs/image_32x32.npy");
    VisionModel read =
        ModelReader.read(half, ReadOptions.defaults(), folder.resolve("half")).model();
    try (Predictor one = Predictor.open(model);
        Predictor other = Predictor.open(read)) {
      float[] expected = one.predict(picture).outputs().get(0).values();
      float[] found = other.predict(picture).outputs().get(0).values();
      assertTrue(difference(expected, found) < 5e-3);
      assertFalse(Arrays.equals(expected, found));
    }
  }

  @Test
  void existingFilesAndOtherEndingsAreRefused() throws Exception {
    VisionModel model = read("cnn_gap.xml");
    Path xml = folder.resolve("there.xml");
    Files.writeString(xml, "mine");
    EngineException e =
        assertThrows(
            EngineException.class,
            () -> ModelWriter.write(model, xml, false, ModelWriter.Existing.FAIL));
    assertTrue(e.getMessage().contains("there.xml exists"), e.getMessage());
    assertEquals("mine", Files.readString(xml));
    assertFalse(Files.exists(folder.resolve("there.bin")));
    assertThrows(
        EngineException.class,
        () ->
            ModelWriter.write(
                model, folder.resolve("there.onnx"), false, ModelWriter.Existing.OVERWRITE));
    ModelWriter.write(model, xml, false, ModelWriter.Existing.OVERWRITE);
    assertEquals(6, IrModel.read(xml).results().get(0).input(0).dim(1));
  }

  @Test
  void tensorsOfAnotherShapeAreRefused() throws Exception {
    NpyArray wrong = array("inputs/image_16x16.npy");
    try (Explainer explainer =
        Explainer.whiteBox(read("cnn_gap.xml"), WhiteBoxSettings.defaults())) {
      String message =
          assertThrows(
                  EngineException.class,
                  () -> explainer.explain(wrong, Targets.parse("", 1), NEVER))
              .getMessage();
      assertTrue(message.contains("[1, 3, 16, 16]") && message.contains("[1, 3, 32, 32]"), message);
    }
  }

  @Test
  void severalLayersAreForDetectors() {
    WhiteBoxSettings d = WhiteBoxSettings.defaults();
    WhiteBoxSettings two =
        new WhiteBoxSettings(
            Optional.of(Method.RECIPROCAM),
            List.of("stage1", "stage2"),
            true,
            true,
            true,
            1,
            List.of(),
            d.mapHeight(),
            d.mapWidth(),
            OptionalLong.empty());
    assertThrows(EngineException.class, () -> Explainer.whiteBox(read("cnn_gap.xml"), two));
  }
}
