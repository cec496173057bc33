package org.ovxai.engine.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ovxai.engine.BlackBoxSettings;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Explainer;
import org.ovxai.engine.Explanation;
import org.ovxai.engine.Fixtures;
import org.ovxai.engine.Targets;
import org.ovxai.engine.detection.BoxMapping;
import org.ovxai.engine.detection.Detection;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.model.Activation;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.Layout;
import org.ovxai.engine.model.ModelReader;
import org.ovxai.engine.model.Preprocessing;
import org.ovxai.engine.model.ReadOptions;
import org.ovxai.engine.model.VisionModel;

class AiseTest {
  private static final double[] ZERO = {0, 0};
  private static final double[] ONE = {1, 1};

  @TempDir Path folder;

  /** Given the reference's scores, the places are the reference's, in its order, and so the map. */
  @Test
  void classificationFollowsTheReference() throws IOException {
    Map<String, NpyArray> expected = Fixtures.reference("koala/aise_speed_logits.npz");
    List<AiseSearch> searches =
        replay(expected, ZERO, ONE, AiseSettings.classification(Preset.SPEED));
    assertEquals(
        0,
        Fixtures.difference(
            expected.get("raw_f32").floats(), AiseSearch.map(searches, 224, 224).values()),
        1e-6);
  }

  @Test
  void detectionFollowsTheReference() throws IOException {
    Map<String, NpyArray> expected = Fixtures.reference("nanodet/sheep_aise_speed_box0.npz");
    double[] bounds = expected.get("bounds").values();
    List<AiseSearch> searches =
        replay(
            expected,
            new double[] {bounds[0], bounds[1]},
            new double[] {bounds[2], bounds[3]},
            AiseSettings.detection(Preset.SPEED));
    SaliencyMap map = AiseSearch.map(searches, 416, 416);
    double[] range = expected.get("raw_min_max").values();
    assertEquals(range[0], map.min(), 1e-6);
    assertEquals(range[1], map.max(), 1e-6);
    byte[] scaled = map.scaled();
    double[] reference = expected.get("scaled_u8").values();
    for (int p = 0; p < scaled.length; p++) {
      assertEquals(reference[p], scaled[p] & 0xff, 1);
    }
  }

  /** The network run here, with 16-bit weights in place of the reference's 32-bit ones. */
  @Test
  void compatibleMapOfAClassIsTheReferences() throws IOException {
    Map<String, NpyArray> expected = Fixtures.reference("koala/aise_speed_logits.npz");
    ReadOptions logits = Fixtures.efficientNetOptions(Activation.NONE);
    VisionModel model = ModelReader.read(Fixtures.efficientNet(), logits, folder).model();
    Explanation found = compatible(model, "koala", "105");
    SaliencyMap map = new SaliencyMap(224, 224, expected.get("raw_f32").floats());
    assertEquals(2 * tries(expected), found.inferences());
    double range = map.max() - map.min();
    assertEquals(0, Fixtures.difference(map.values(), found.map().values()) / range, 1e-2);
  }

  /** The reference's detector has the same weights. */
  @Test
  void compatibleMapOfAnObjectIsTheReferences() throws IOException {
    Map<String, NpyArray> expected = Fixtures.reference("nanodet/sheep_aise_speed_box0.npz");
    VisionModel model =
        ModelReader.read(Fixtures.nanoDet(), Fixtures.nanoDetOptions(), folder).model();
    Explanation found = compatible(model, "sheep", "0");
    assertEquals(tries(expected), found.inferences());
    Detection box = new BoxMapping(model.info().input(), 640, 464).toInput(found.box().get());
    assertEquals(94.177, box.x1(), 1e-2);
    assertEquals(378.08, box.y2(), 1e-2);
    byte[] scaled = found.map().scaled();
    for (int p = 0; p < scaled.length; p++) {
      assertEquals(expected.get("scaled_u8").values()[p], scaled[p] & 0xff, 1);
    }
  }

  private static int tries(Map<String, NpyArray> expected) {
    return (int) Arrays.stream(expected.get("evals_per_kernel").values()).sum();
  }

  private static Explanation compatible(VisionModel model, String photo, String target) {
    BlackBoxSettings settings = BlackBoxSettings.of(Preset.SPEED).with(Variant.COMPATIBLE);
    try (Explainer explainer = Explainer.blackBox(model, settings)) {
      return explainer.explain(Fixtures.image(photo), Targets.parse(target, 1)).get(0);
    }
  }

  private static List<AiseSearch> replay(
      Map<String, NpyArray> expected, double[] lower, double[] upper, AiseSettings settings) {
    double[] points = expected.get("points_xyw").values();
    double[] scores = expected.get("scores").values();
    double[] counts = expected.get("evals_per_kernel").values();
    double[] widths = expected.get("kernel_widths").values();
    List<AiseSearch> searches = new ArrayList<>();
    int done = 0;
    for (int i = 0; i < widths.length; i++) {
      AiseSearch search = new AiseSearch(0, widths[i], lower, upper, settings, Variant.COMPATIBLE);
      for (var round = search.round(); !round.isEmpty(); round = search.round()) {
        for (int j = 0; j < round.size(); j++) {
          assertEquals(points[3 * (done + j)], round.get(j).x(), 1e-7);
          assertEquals(points[3 * (done + j) + 1], round.get(j).y(), 1e-7);
        }
        search.tried(round, Arrays.copyOfRange(scores, done, done + round.size()));
        done += round.size();
      }
      assertEquals((int) counts[i], search.tries());
      searches.add(search);
    }
    return searches;
  }

  @Test
  void correctedStaysWithinItsIterationsAndUsesThemAll() {
    for (int iterations : new int[] {1, 4, 5, 20, 50}) {
      AiseSearch search = corrected(iterations, place -> place.x() * place.y());
      assertEquals(iterations, search.tries());
    }
  }

  /** Where all windows do harm, the least harmful place is the one that matters. */
  @Test
  void theMapIsNotTurnedUpsideDownByNegativeValues() {
    for (double baseline : new double[] {-5, 0, 5}) {
      AiseSearch search =
          corrected(
              20,
              place ->
                  baseline + Math.exp(-8 * (square(place.x() - 0.8) + square(place.y() - 0.3))));
      SaliencyMap map = AiseSearch.map(List.of(search), 50, 100);
      int best = 0;
      for (int p = 0; p < map.values().length; p++) {
        best = map.values()[p] > map.values()[best] ? p : best;
      }
      assertEquals(80, best % 100, 8);
      assertEquals(15, best / 100, 4);
      assertEquals(1, map.max());
    }
  }

  @Test
  void equalValuesGiveAConstantMap() {
    // the mean of values that are no sums of powers of two is not exactly the value
    for (double value : new double[] {0.25, 0.1, -0.7, 1e-9, 0}) {
      SaliencyMap map = AiseSearch.map(List.of(corrected(20, place -> value)), 10, 10);
      assertEquals(0, map.max());
      assertEquals(0, map.min());
    }
  }

  /** Windows as wide as the picture can sum up to less than nothing everywhere. */
  @Test
  void aMapThatIsNegativeEverywhereKeepsItsSign() {
    AiseSearch search =
        new AiseSearch(
            0, 2.5, ZERO, ONE, new AiseSettings(4, List.of(2.5), 0.1, false), Variant.CORRECTED);
    search.tried(search.round(), new double[] {0, 1, 0, 0});
    SaliencyMap map = AiseSearch.map(List.of(search), 20, 20);
    assertEquals(-1, map.min(), 1e-6);
    assertTrue(map.max() < 0, "max " + map.max());
    assertTrue(map.at(10, 19) > map.at(10, 0), "the better place is at the right");
  }

  /** What one width cannot tell apart does not blur what another one sees. */
  @Test
  void aWidthWithEqualValuesAddsNothing() {
    AiseSearch sees = corrected(20, place -> place.x() - place.y());
    SaliencyMap alone = AiseSearch.map(List.of(sees), 20, 30);
    SaliencyMap both = AiseSearch.map(List.of(corrected(20, place -> -0.7), sees), 20, 30);
    assertArrayEquals(alone.values(), both.values());
  }

  private static double square(double x) {
    return x * x;
  }

  private static AiseSearch corrected(int iterations, ToDoubleFunction<AisePlace> worth) {
    AiseSearch search =
        new AiseSearch(
            0,
            0.15,
            ZERO,
            ONE,
            new AiseSettings(iterations, List.of(0.15), 0.1, false),
            Variant.CORRECTED);
    for (var round = search.round(); !round.isEmpty(); round = search.round()) {
      search.tried(round, round.stream().mapToDouble(worth).toArray());
    }
    return search;
  }

  @Test
  void windowsKeepAndDelete() {
    InputInfo nchw =
        new InputInfo("x", List.of(1, 2, 3, 5), Layout.NCHW, "f32", Preprocessing.none());
    InputInfo nhwc =
        new InputInfo("x", List.of(1, 3, 5, 2), Layout.NHWC, "f32", Preprocessing.none());
    AisePlace place = new AisePlace(0.4, 0.9, 0.3);
    float[] ones = new float[30];
    Arrays.fill(ones, 2);
    float[] kept = new float[30];
    float[] deleted = new float[30];
    float[] beside = new float[30];
    place.apply(ones, nchw, true, kept);
    place.apply(ones, nchw, false, deleted);
    place.apply(ones, nhwc, true, beside);
    double greatest = 0;
    double[][] expected = new double[3][5];
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 5; x++) {
        double distance = square(x / 4.0 - 0.4) + square(y / 2.0 - 0.9);
        expected[y][x] = Math.exp(-distance / (2 * 0.3 * 0.3));
        greatest = Math.max(greatest, expected[y][x]);
      }
    }
    for (int i = 0; i < 15; i++) {
      double mask = expected[i / 5][i % 5] / greatest;
      for (int channel = 0; channel < 2; channel++) {
        assertEquals(2 * mask, kept[channel * 15 + i], 1e-6);
        assertEquals(2 * (1 - mask), deleted[channel * 15 + i], 1e-6);
        assertEquals(2 * mask, beside[2 * i + channel], 1e-6);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void targetsShareWhatTheyTryAndStayWhatTheyAreAlone(Variant variant) throws IOException {
    int[] classes = {105, 388, 1};
    List<AiseResult> together = new ArrayList<>();
    int[] ran = {0};
    explain(0, classes, variant, together, ran);
    int alone = 0;
    for (int i = 0; i < classes.length; i++) {
      List<AiseResult> one = new ArrayList<>();
      int[] count = {0};
      explain(i, new int[] {classes[i]}, variant, one, count);
      alone += count[0];
      assertArrayEquals(one.get(0).map().values(), together.get(i).map().values());
      assertEquals(count[0], together.get(i).inferences());
    }
    assertTrue(ran[0] < alone, ran[0] + " together, " + alone + " alone");
  }

  /** Each time with another number of threads. */
  private void explain(
      int threads, int[] classes, Variant variant, List<AiseResult> results, int[] ran)
      throws IOException {
    VisionModel model =
        ModelReader.read(
                Fixtures.efficientNet(),
                Fixtures.efficientNetOptions(threads),
                folder.resolve("m" + results.hashCode() + threads + classes.length + variant))
            .model();
    try (Inferences inferences = Inferences.open(model)) {
      new AiseClassification(new AiseSettings(8, List.of(0.1, 0.2), 0.1, false), variant)
          .explain(
              inferences,
              model.info().input(),
              Fixtures.reference("koala/tensor.npz").get("data").floats(),
              classes.length,
              outputs -> {
                float[] all = model.info().activation().apply(outputs.output(0).toFloatArray());
                return Arrays.stream(classes).mapToDouble(k -> all[k]).toArray();
              },
              () -> {},
              (done, atMost) -> ran[0] = done,
              results::add);
    }
  }

  @Test
  void presetsAreThePublishedOnes() {
    assertEquals(60, AiseSettings.classification(Preset.SPEED).places());
    assertEquals(250, AiseSettings.classification(Preset.QUALITY).places());
    assertEquals(List.of(0.1, 0.175, 0.25), AiseSettings.classification(Preset.BALANCE).widths());
    assertEquals(List.of(7.0, 4.0, 1.0), AiseSettings.detection(Preset.SPEED).widths());
    assertEquals(
        List.of(8.0, 6.25, 4.5, 2.75, 1.0), AiseSettings.detection(Preset.QUALITY).widths());
  }

  @Test
  void refusesWhatCannotBe() {
    for (AiseCall call :
        List.<AiseCall>of(
            () -> new AiseSettings(0, List.of(1.0), 0.1, false),
            () -> new AiseSettings(1, List.of(), 0.1, false),
            () -> new AiseSettings(1, List.of(0.0), 0.1, false),
            () -> new AiseSettings(1, List.of(Double.NaN), 0.1, false),
            () -> new AiseSettings(1, List.of(1.0), -0.1, false))) {
      EngineException e = assertThrows(EngineException.class, call::make);
      assertTrue(e.getMessage().contains("AISE needs"), e.getMessage());
    }
  }

  private interface AiseCall {
    AiseSettings make();
  }
}
