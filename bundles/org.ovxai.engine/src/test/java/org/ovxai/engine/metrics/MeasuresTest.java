package org.ovxai.engine.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ovxai.engine.image.GreyMap;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.metrics.MetricValue.Missing;
import org.ovxai.engine.metrics.MetricValue.Present;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.Layout;
import org.ovxai.engine.model.Preprocessing;

class MeasuresTest {
  private static Map<String, NpyArray> reference;

  @BeforeAll
  static void read() throws Exception {
    reference = MetricReferences.read();
  }

  private static InputInfo input(int channels, int height, int width, Layout layout) {
    List<Integer> shape =
        layout == Layout.NCHW
            ? List.of(1, channels, height, width)
            : List.of(1, height, width, channels);
    return new InputInfo("x", shape, layout, "f32", Preprocessing.none());
  }

  private static double value(MetricValue value) {
    return assertInstanceOf(Present.class, value).value();
  }

  @Test
  void bytesAreOrderedAsNumPyOrdersThem() {
    byte[] values = MetricReferences.bytes(reference.get("argsort_values"));
    int[] expected =
        Arrays.stream(reference.get("argsort_order").values()).mapToInt(v -> (int) v).toArray();
    GreyMap map = new GreyMap(1, values.length, values);
    assertArrayEquals(expected, new Importance.Bytes(map).order());
  }

  @Test
  void floatsAreOrderedByValueAndTiesAreMixed() {
    Random random = new Random(3);
    float[] values = new float[2000];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(20) - 10;
    }
    int[] order = new Importance.Floats(new SaliencyMap(40, 50, values)).order();
    assertEquals(2000, Arrays.stream(order).distinct().count());
    int ascendingTies = 0;
    for (int i = 1; i < order.length; i++) {
      assertTrue(values[order[i - 1]] >= values[order[i]]);
      ascendingTies += values[order[i - 1]] == values[order[i]] && order[i - 1] < order[i] ? 1 : 0;
    }
    assertTrue(ascendingTies > 800 && ascendingTies < 1200, "ties by place: " + ascendingTies);
  }

  @Test
  void aucIsThatOfTrapezoids() {
    assertEquals(0.5, value(InsertionDeletion.auc(new double[] {0, 0.5, 1})));
    assertEquals(0.375, value(InsertionDeletion.auc(new double[] {0, 0, 0.5, 0.75, 1})), 0.1);
    assertEquals(1, value(InsertionDeletion.auc(new double[] {1, 1})));
    assertInstanceOf(Missing.class, InsertionDeletion.auc(new double[] {0, Double.NaN, 1}));
  }

  @Test
  void curvesShowAndHidePixelByPixel() {
    for (Layout layout : List.of(Layout.NCHW, Layout.NHWC)) {
      InputInfo input = input(2, 2, 2, layout);
      InputPixels pixels = new InputPixels(input);
      float[] tensor = new float[8];
      for (int p = 0; p < 4; p++) {
        tensor[pixels.index(0, p)] = p + 1;
        tensor[pixels.index(1, p)] = 10 * (p + 1);
      }
      InsertionDeletion curves =
          new InsertionDeletion(
              input, new InsertionDeletion.Options(2, 4, Baseline.BLACK, Baseline.MEAN));
      Series series = curves.request(tensor, new int[] {2, 0, 3, 1}, 0, c -> {}).series();
      assertEquals(8, series.length());
      assertArrayEquals(new float[] {0, 0, 0, 0}, channel(series, 0, pixels));
      assertArrayEquals(new float[] {1, 0, 3, 0}, channel(series, 1, pixels));
      assertArrayEquals(new float[] {1, 2, 3, 4}, channel(series, 2, pixels));
      assertArrayEquals(new float[] {1, 2, 3, 4}, channel(series, 3, pixels));
      assertArrayEquals(new float[] {1, 2, 2.5f, 4}, channel(series, 4, pixels));
      assertArrayEquals(new float[] {2.5f, 2, 2.5f, 4}, channel(series, 5, pixels));
      assertArrayEquals(new float[] {2.5f, 2, 2.5f, 2.5f}, channel(series, 6, pixels));
      assertArrayEquals(new float[] {2.5f, 2.5f, 2.5f, 2.5f}, channel(series, 7, pixels));
    }
  }

  /** Channel 0 of a version; channel 1 must be ten times that. */
  private static float[] channel(Series series, int index, InputPixels pixels) {
    float[] input = new float[8];
    series.write(index, input);
    float[] first = new float[4];
    for (int p = 0; p < 4; p++) {
      first[p] = input[pixels.index(0, p)];
      assertEquals(10 * first[p], input[pixels.index(1, p)], 1e-5);
    }
    return first;
  }

  @Test
  void blackIsBlackBeforeMeanAndScale() {
    InputInfo input =
        new InputInfo(
            "x",
            List.of(1, 1, 1, 2),
            Layout.NCHW,
            "f32",
            new Preprocessing(
                Preprocessing.none().colorOrder(),
                Preprocessing.none().resizeMode(),
                Preprocessing.none().interpolation(),
                0,
                List.of(127.0),
                List.of(128.0)));
    float black = -127 / 128f;
    float[] tensor = {0.25f, 0.5f};
    assertArrayEquals(
        new float[] {black, black}, Baseline.BLACK.of(tensor, new InputPixels(input)));
    Importance map =
        Importance.of(new SaliencyMap(1, 2, new float[] {0, 1}), 1, 2, Definition.PAPER);
    assertArrayEquals(new float[] {0, 0.5f}, Adcc.masked(tensor, map, input));
    RgbImage picture =
        new RgbImage(2, 1, new byte[] {99, 99, 99, (byte) 191, (byte) 191, (byte) 191});
    assertArrayEquals(new float[] {black, 0.5f}, Adcc.masked(picture, map, input), 1e-6f);
  }

  @Test
  void blurIsThatOfNumPy() {
    NpyArray image = reference.get("road_image");
    InputInfo input = input(3, 9, 11, Layout.NCHW);
    float[] blurred = Baseline.BLUR.of(image.floats(), new InputPixels(input));
    assertArrayEquals(reference.get("blurred").floats(), blurred, 1e-6f);
  }

  @Test
  void imputationSolvesTheEquations() {
    NpyArray image = reference.get("road_image");
    double[] flags = reference.get("road_missing").values();
    boolean[] missing = new boolean[flags.length];
    IntStream.range(0, flags.length).forEach(i -> missing[i] = flags[i] == 1);
    float[] picture = image.floats();
    new Imputation(new InputPixels(input(3, 9, 11, Layout.NCHW)), 1e-6f).fill(picture, missing);
    assertArrayEquals(reference.get("road_filled").floats(), picture, 1e-4f);
  }

  @Test
  void roadRemovesTheMostAndTheLeastImportant() {
    InputInfo input = input(1, 10, 10, Layout.NCHW);
    float[] tensor = new float[100];
    Arrays.fill(tensor, 50, 100, 1);
    int[] order = IntStream.range(0, 100).map(i -> 99 - i).toArray();
    Series series = Road.pictures(tensor, order, input);
    float[] version = new float[100];
    for (int i = 0; i < series.length(); i++) {
      series.write(i, version);
      int kept = i < 9 ? 0 : 99;
      assertEquals(tensor[kept], version[kept]);
      if (i == 6) { // the brighter half is gone, and filled in from the darker
        assertTrue(version[99] < 0.5, "filled with " + version[99]);
      }
    }
    assertEquals(
        0.25,
        value(
            Road.of(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 0, .5, .5, .5, .5, .5, .5, .5, .5, .5})),
        1e-12);
  }

  @Test
  void sparsenessIsTheGiniIndex() {
    SaliencyMap map = new SaliencyMap(7, 7, reference.get("gini_map").floats());
    assertEquals(reference.get("gini").values()[0], value(Sparseness.of(map)), 1e-6);
    float[] one = new float[10];
    one[4] = 3;
    assertEquals(0.9, value(Sparseness.of(new SaliencyMap(2, 5, one))), 1e-12);
    assertInstanceOf(Missing.class, Sparseness.of(new SaliencyMap(1, 3, new float[] {2, 2, 2})));
  }

  @Test
  void adccOfAPartAtItsWorstIsZero() {
    MetricValue half = MetricValue.of(0.5);
    assertEquals(0.5, value(Adcc.harmonic(half, half, half)), 1e-12);
    assertEquals(MetricValue.of(0), Adcc.harmonic(MetricValue.of(1), half, half));
    assertEquals(MetricValue.of(0), Adcc.harmonic(half, MetricValue.of(0), half));
    assertEquals(MetricValue.of(0), Adcc.harmonic(half, half, MetricValue.of(1)));
    assertEquals(MetricValue.missing("why"), Adcc.harmonic(half, MetricValue.missing("why"), half));
  }

  @Test
  void adccOfDegenerateMapsAndScoresIsMissing() {
    Importance map =
        Importance.of(new SaliencyMap(1, 3, new float[] {0, 1, 2}), 1, 3, Definition.PAPER);
    Importance constant =
        Importance.of(new SaliencyMap(1, 3, new float[] {1, 1, 1}), 1, 3, Definition.PAPER);
    Adcc fine = Adcc.of(map, 0.8, 0.6, map);
    assertEquals(0.25, value(fine.averageDrop()), 1e-12);
    assertEquals(1, value(fine.coherency()), 1e-12);
    assertEquals(0.5, value(fine.complexity()), 1e-12);
    assertEquals(0, value(Adcc.of(map, 0.5, 0.9, map).averageDrop()));
    Adcc ofConstant = Adcc.of(constant, 0.8, 0.6, map);
    for (MetricValue v :
        List.of(
            ofConstant.adcc(),
            ofConstant.averageDrop(),
            ofConstant.coherency(),
            ofConstant.complexity())) {
      assertEquals(MetricValue.missing("the map is constant"), v);
    }
    assertEquals(
        MetricValue.missing("the map of the masked picture is constant"),
        Adcc.of(map, 0.8, 0.6, constant).adcc());
    assertEquals(
        MetricValue.missing("the score of the class is 0"), Adcc.of(map, 1e-9, 0.6, map).adcc());
    assertInstanceOf(Missing.class, Adcc.of(map, Double.NaN, 0.6, map).adcc());
  }

  @Test
  void averagesLeaveOutWhatIsMissing() {
    Averages averages = new Averages(Definition.COMPATIBLE);
    averages.add(parts(0.2, 0.8, 0.4));
    averages.add(parts(0.6, 0.6, 0.2));
    averages.add(
        Map.of(Metric.ADCC, MetricValue.missing("x"), Metric.COMPLEXITY, MetricValue.of(0.9)));
    assertEquals(3, averages.maps());
    assertEquals(2, averages.count(Metric.ADCC));
    assertEquals(0.4, value(averages.of(Metric.AVERAGE_DROP)), 1e-12);
    assertEquals(0.5, value(averages.of(Metric.COMPLEXITY)), 1e-12);
    assertEquals(3 / (1 / 0.7 + 1 / 0.7 + 1 / 0.6), value(averages.of(Metric.ADCC)), 1e-12);
    assertInstanceOf(Missing.class, averages.of(Metric.ROAD));

    Averages paper = new Averages(Definition.PAPER);
    paper.add(Map.of(Metric.ADCC, MetricValue.of(0.25)));
    paper.add(Map.of(Metric.ADCC, MetricValue.of(0.5)));
    assertEquals(0.375, value(paper.of(Metric.ADCC)), 1e-12);
  }

  private static Map<Metric, MetricValue> parts(double drop, double coherency, double complexity) {
    Adcc adcc =
        new Adcc(MetricValue.of(drop), MetricValue.of(coherency), MetricValue.of(complexity));
    return Map.of(
        Metric.AVERAGE_DROP, adcc.averageDrop(),
        Metric.COHERENCY, adcc.coherency(),
        Metric.COMPLEXITY, adcc.complexity(),
        Metric.ADCC, adcc.adcc());
  }

  @Test
  void valuesAreFinite() {
    assertThrows(IllegalArgumentException.class, () -> MetricValue.of(Double.NaN));
    assertThrows(
        IllegalArgumentException.class,
        () -> new InsertionDeletion.Options(0, 3, Baseline.BLACK, Baseline.BLACK));
  }

  @Test
  void theInputsZeroIsNoBaselineOfAPicture() {
    InsertionDeletion.Options zero = InsertionDeletion.Options.paper(3, 3);
    assertThrows(
        IllegalArgumentException.class,
        () -> new MetricOptions(Metric.CURVES, Definition.COMPATIBLE, zero, 2));
    assertEquals(2, new MetricOptions(Metric.CURVES, Definition.PAPER, zero, 2).gridCells());
  }

  @Test
  void thePictureIsChangedPixelByPixelAndThenPreprocessed() {
    byte[] data = {10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120};
    RgbImage picture = new RgbImage(2, 2, data.clone());
    InsertionDeletion curves =
        new InsertionDeletion(
            input(3, 1, 1, Layout.NHWC),
            new InsertionDeletion.Options(2, 2, Baseline.BLACK, Baseline.MEAN));
    Series series = curves.request(picture, new int[] {2, 0, 3, 1}, 0, c -> {}).series();
    float[][] means = {{0, 0, 0}, {20, 25, 30}, {55, 65, 75}, {55, 65, 75}, {63, 73, 83}};
    for (int i = 0; i < means.length; i++) {
      float[] mean = new float[3];
      series.write(i, mean);
      assertArrayEquals(means[i], mean, 1, "version " + i);
    }
    assertArrayEquals(data, picture.data());
  }
}
