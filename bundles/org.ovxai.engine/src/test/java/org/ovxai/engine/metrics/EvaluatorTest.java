package org.ovxai.engine.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Fixtures;
import org.ovxai.engine.blackbox.Inferences;
import org.ovxai.engine.dataset.BoundingBox;
import org.ovxai.engine.image.GreyMap;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.metrics.Evaluator.Item;
import org.ovxai.engine.metrics.InsertionDeletion.Curves;
import org.ovxai.engine.metrics.MetricValue.Missing;
import org.ovxai.engine.metrics.MetricValue.Present;
import org.ovxai.engine.model.ModelReader;
import org.ovxai.engine.model.VisionModel;

/** The measures that run a network, against those that openvino_xai takes with the same network. */
class EvaluatorTest {
  private static final double TOLERANCE = 1e-4; // rounding of another release of OpenVINO

  @TempDir static Path folder;
  private static VisionModel model;
  private static Map<String, NpyArray> reference;
  private static float[] koala;
  private static RgbImage picture;
  private static int target;

  @BeforeAll
  static void read() throws Exception {
    model =
        ModelReader.read(Fixtures.efficientNet(), Fixtures.efficientNetOptions(), folder).model();
    reference = MetricReferences.read();
    koala =
        Preprocessor.floats(
            Fixtures.reference("koala/tensor.npz").get("data"), model.info().input());
    target = (int) reference.get("target").values()[0];
    picture = picture();
  }

  /** The koala at the input's size; preprocessing it gives the tensor back. */
  private static RgbImage picture() {
    byte[] data = new byte[koala.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) Math.round(koala[i % 3 * 224 * 224 + i / 3] * 128 + 127);
    }
    return new RgbImage(224, 224, data);
  }

  private static double expected(String name) {
    return reference.get(name).values()[0];
  }

  private static double value(MetricValue value) {
    return assertInstanceOf(Present.class, value, value::toString).value();
  }

  private static Importance bytes() {
    return new Importance.Bytes(
        new GreyMap(224, 224, MetricReferences.bytes(reference.get("map_u8"))));
  }

  private static SaliencyMap floats() {
    return new SaliencyMap(224, 224, reference.get("map_f32").floats());
  }

  @Test
  void curvesAreThoseOfTheReference() {
    InsertionDeletion curves =
        new InsertionDeletion(model.info().input(), InsertionDeletion.Options.compatible());
    List<Curves> found = new ArrayList<>();
    try (Inferences inferences = Inferences.open(model)) {
      new ScoreRun(inferences, model.info())
          .run(
              List.of(
                      curves.request(koala, bytes().order(), target, found::add),
                      curves.request(
                          koala, new Importance.Floats(floats()).order(), target, found::add),
                      curves.request(picture, bytes().order(), target, found::add))
                  .iterator(),
              () -> {});
    }
    assertEquals(expected("insertion_u8"), value(found.get(0).insertionAuc()), TOLERANCE);
    assertEquals(expected("deletion_u8"), value(found.get(0).deletionAuc()), TOLERANCE);
    assertEquals(expected("insertion_f32"), value(found.get(1).insertionAuc()), TOLERANCE);
    assertEquals(expected("deletion_f32"), value(found.get(1).deletionAuc()), TOLERANCE);
    assertEquals(
        expected("insertion_f32") - expected("deletion_f32"),
        value(found.get(1).delta()),
        2 * TOLERANCE);
    assertEquals(found.get(0).insertionAuc(), found.get(2).insertionAuc());
    assertEquals(found.get(0).deletionAuc(), found.get(2).deletionAuc());
  }

  @Test
  void adccIsThatOfTheReference() {
    Importance map = bytes();
    List<double[]> scores = new ArrayList<>();
    try (Inferences inferences = Inferences.open(model)) {
      new ScoreRun(inferences, model.info())
          .run(
              List.of(
                      new ScoreRun.Request(
                          Adcc.pictures(koala, Adcc.masked(picture, map, model.info().input())),
                          target,
                          scores::add))
                  .iterator(),
              () -> {});
    }
    SaliencyMap again = new SaliencyMap(224, 224, reference.get("again").floats());
    Adcc adcc = Adcc.of(map, scores.get(0)[0], scores.get(0)[1], new Importance.Floats(again));
    assertEquals(expected("adcc_average_drop"), value(adcc.averageDrop()), TOLERANCE);
    assertEquals(expected("adcc_coherency"), value(adcc.coherency()), 1e-5);
    assertEquals(expected("adcc_complexity"), value(adcc.complexity()), 1e-5);
    assertEquals(expected("adcc_adcc"), value(adcc.adcc()), TOLERANCE);
  }

  private static Subject subject(SaliencyMap map, Subject.MaskedExplainer method) {
    return new Subject(picture, map, target, List.of(new BoundingBox(0, 0, 224, 224)), "", method);
  }

  private static SaliencyMap ramp() {
    float[] values = new float[49];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return new SaliencyMap(7, 7, values);
  }

  private static MetricOptions everything() {
    return new MetricOptions(
        EnumSet.allOf(Metric.class),
        Definition.COMPATIBLE,
        new InsertionDeletion.Options(3, 3, Baseline.BLACK, Baseline.BLACK),
        2);
  }

  private static Map<String, Map<Metric, MetricValue>> evaluate(
      MetricOptions options, List<Item<String>> items, List<String> order) {
    Map<String, Map<Metric, MetricValue>> found = new HashMap<>();
    try (Evaluator evaluator = new Evaluator(model, options)) {
      evaluator.evaluate(
          items.iterator(),
          (key, values) -> {
            order.add(key);
            found.put(key, values);
          },
          () -> {});
    }
    return found;
  }

  @Test
  void mapsAreMeasuredInTheirOrderAndNoneDisturbsAnother() {
    List<String> order = new ArrayList<>();
    SaliencyMap constant = new SaliencyMap(2, 2, new float[] {1, 1, 1, 1});
    Map<String, Map<Metric, MetricValue>> found =
        evaluate(
            everything(),
            List.of(
                Item.of("first", subject(ramp(), (t, c, check) -> ramp())),
                Item.missing("unreadable", "the picture is missing"),
                Item.of("constant", subject(constant, (t, c, check) -> ramp())),
                Item.of("again", subject(ramp(), (t, c, check) -> ramp()))),
            order);
    assertEquals(List.of("first", "unreadable", "constant", "again"), order);
    assertEquals(found.get("first"), found.get("again"));
    found
        .get("first")
        .forEach(
            (metric, v) ->
                assertTrue(!(v instanceof Missing) || metric == Metric.GRID, metric + " " + v));
    assertEquals(1, value(found.get("first").get(Metric.COHERENCY)), 1e-6);
    found
        .get("unreadable")
        .values()
        .forEach(v -> assertEquals(MetricValue.missing("the picture is missing"), v));
    found
        .get("constant")
        .forEach((metric, v) -> assertInstanceOf(Missing.class, v, metric.toString()));
  }

  @Test
  void onlyWhatIsAskedForIsGiven() {
    MetricOptions options =
        new MetricOptions(
            Set.of(Metric.SPARSENESS, Metric.POINTING_GAME),
            Definition.PAPER,
            InsertionDeletion.Options.paper(3, 3),
            2);
    Map<String, Map<Metric, MetricValue>> found =
        evaluate(
            options,
            List.of(
                Item.of(
                    "a",
                    subject(
                        ramp(),
                        (t, c, check) -> {
                          throw new AssertionError("no explanation is needed");
                        }))),
            new ArrayList<>());
    assertEquals(Set.of(Metric.SPARSENESS, Metric.POINTING_GAME), found.get("a").keySet());
  }

  @Test
  void aMaskedPictureThatCannotBeExplainedCostsTheCoherencyOnly() {
    Map<Metric, MetricValue> found =
        evaluate(
                everything(),
                List.of(
                    Item.of(
                        "a",
                        subject(
                            ramp(),
                            (t, c, check) -> {
                              throw new EngineException("the method is unknown");
                            }))),
                new ArrayList<>())
            .get("a");
    MetricValue unknown = MetricValue.missing("the method is unknown");
    assertEquals(unknown, found.get(Metric.COHERENCY));
    assertEquals(unknown, found.get(Metric.ADCC));
    value(found.get(Metric.COMPLEXITY));
    value(found.get(Metric.AVERAGE_DROP));
  }

  @Test
  void canBeStopped() {
    int[] asked = {0};
    try (Evaluator evaluator = new Evaluator(model, everything())) {
      assertThrows(
          CancellationException.class,
          () ->
              evaluator.evaluate(
                  List.of(Item.of("a", subject(ramp(), (t, c, check) -> ramp()))).iterator(),
                  (key, values) -> {},
                  () -> {
                    if (++asked[0] > 4) {
                      throw new CancellationException();
                    }
                  }));
    }
  }
}
