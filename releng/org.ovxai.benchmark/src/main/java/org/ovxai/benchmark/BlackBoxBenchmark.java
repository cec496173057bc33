package org.ovxai.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.ovxai.engine.blackbox.AiseClassification;
import org.ovxai.engine.blackbox.AiseDetection;
import org.ovxai.engine.blackbox.AiseResult;
import org.ovxai.engine.blackbox.AiseSettings;
import org.ovxai.engine.blackbox.Inferences;
import org.ovxai.engine.blackbox.Preset;
import org.ovxai.engine.blackbox.Progress;
import org.ovxai.engine.blackbox.Rise;
import org.ovxai.engine.blackbox.RiseSettings;
import org.ovxai.engine.blackbox.Variant;
import org.ovxai.engine.detection.Detection;
import org.ovxai.engine.detection.Detections;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.metrics.Definition;
import org.ovxai.engine.metrics.Importance;
import org.ovxai.engine.metrics.InsertionDeletion;
import org.ovxai.engine.metrics.ScoreRun;
import org.ovxai.engine.model.InferenceOptions;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.Task;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.openvino.InferRequest;

/**
 * Black-box methods beside the model's own throughput: in each round the model runs plainly before
 * and after each method; the efficiency is the method's inferences a second over the plain ones.
 * Everything that a method does counts: from the preprocessed picture to the map (insertion and
 * deletion: from a picture of the input's size to the scores), and in the cases with a picture's
 * size from the file to the overlay of that size.
 */
final class BlackBoxBenchmark implements AutoCloseable {
  private static final int FEW = 20;
  private static final int MAPS = 8;

  private final VisionModel model;
  private final ModelInfo info;
  private final String name;
  private final RgbImage picture;
  private final float[] input;
  private final Reference reference;
  private final Networks all;
  private final List<Case> cases = new ArrayList<>();
  private final List<Networks> opened = new ArrayList<>();

  /**
   * The network ready for a method, and for plain inference with as many threads.
   *
   * @param inferences for methods
   */
  private record Networks(Inferences inferences, PlainInference plain) {}

  /** Does some inferences and tells how many. */
  private record Case(String name, PlainInference plain, IntSupplier work) {}

  private BlackBoxBenchmark(VisionModel model, String name, RgbImage picture, Reference reference) {
    this.model = model;
    info = model.info();
    this.name = name;
    this.picture = picture;
    this.reference = reference;
    input = Preprocessor.floats(picture, info.input());
    all = open(model);
  }

  static List<Measurement> run(
      VisionModel model, String name, RgbImage picture, int rounds, Reference reference) {
    try (BlackBoxBenchmark benchmark = new BlackBoxBenchmark(model, name, picture, reference)) {
      if (model.info().task() == Task.CLASSIFICATION) {
        benchmark.classification();
      } else if (model.info().task() == Task.DETECTION && model.info().detection().isPresent()) {
        benchmark.detection();
      }
      return benchmark.measure(rounds);
    }
  }

  private Networks open(VisionModel which) {
    Inferences inferences = Inferences.open(which);
    Networks networks = new Networks(inferences, new PlainInference(which, input));
    opened.add(networks);
    return networks;
  }

  private List<Measurement> measure(int rounds) {
    int plainPeak = Memory.peakMib(all.plain()::secondsPerInference);
    int[] peaks = cases.stream().mapToInt(c -> Memory.peakMib(c.work()::getAsInt)).toArray();
    double[] plainSeconds = new double[rounds];
    double[][] efficiencies = new double[cases.size()][rounds];
    double[][] seconds = new double[cases.size()][rounds];
    int[] inferences = new int[cases.size()];
    for (int round = 0; round < rounds; round++) {
      PlainInference plain = all.plain();
      double before = plain.secondsPerInference();
      plainSeconds[round] = before;
      for (int i = 0; i < cases.size(); i++) {
        if (cases.get(i).plain() != plain) {
          plain = cases.get(i).plain();
          before = plain.secondsPerInference();
        }
        long start = System.nanoTime();
        inferences[i] = cases.get(i).work().getAsInt();
        seconds[i][round] = (System.nanoTime() - start) / 1e9;
        double after = plain.secondsPerInference();
        efficiencies[i][round] = inferences[i] / seconds[i][round] * (before + after) / 2;
        before = after;
      }
    }
    List<Measurement> measured = new ArrayList<>();
    double[] ones = {1};
    measured.add(measurement("plain/" + name, ones, 1, plainSeconds, plainPeak));
    for (int i = 0; i < peaks.length; i++) {
      String key = cases.get(i).name();
      measured.add(measurement(key, efficiencies[i], inferences[i], seconds[i], peaks[i]));
    }
    return measured;
  }

  private static Measurement measurement(
      String name, double[] efficiencies, int inferences, double[] seconds, int peak) {
    return new Measurement(
        name,
        "efficiency",
        new Measurement.Result(
            Measurement.median(efficiencies),
            inferences,
            Measurement.median(seconds),
            seconds.length),
        peak);
  }

  private void add(String key, IntSupplier work) {
    cases.add(new Case(key, all.plain(), work));
  }

  private void classification() {
    RiseSettings speed = RiseSettings.of(Preset.SPEED);
    int classes = info.classes();
    String rise = "rise/" + name;
    add(rise + "/1", () -> rise(all, speed, 1));
    add(rise + "/" + FEW, () -> rise(all, speed, Math.min(FEW, classes)));
    add(rise + "/all", () -> rise(all, speed, classes));
    reference.add(rise + "/1", "rise", "1");
    reference.add(rise + "/" + FEW, "rise", Integer.toString(Math.min(FEW, classes)));
    reference.add(rise + "/all", "rise", Integer.toString(classes));
    RiseSettings cells = rise(speed.masks(), RiseSettings.of(Preset.QUALITY).cells());
    add(rise + "/1/cells=" + cells.cells(), () -> rise(all, cells, 1));
    RiseSettings masks = rise(3 * speed.masks(), speed.cells());
    add(rise + "/1/masks=" + masks.masks(), () -> rise(all, masks, 1));
    int cores = Runtime.getRuntime().availableProcessors();
    for (int threads = 1; threads < cores; threads *= 2) {
      Networks some = open(withThreads(threads));
      cases.add(new Case(rise + "/1/threads=" + threads, some.plain(), () -> rise(some, speed, 1)));
    }

    String aise = "aise/" + name;
    add(aise + "/1", () -> aise(input, 1, result -> {}));
    reference.add(aise + "/1", "aise", "1");
    RgbImage small = Pictures.sized(picture, info.input().width(), info.input().height());
    add("insertion-deletion/" + name, () -> insertionDeletion(small));
    add(
        "insertion-deletion/" + name + "/picture=640x480",
        () -> insertionDeletion(Pictures.sized(picture, 640, 480)));
    reference.add("insertion-deletion/" + name, "insertion_deletion");
    add(aise + "/5", () -> aise(input, Math.min(5, classes), result -> {}));
    pictures(aise + "/1", (pixels, result) -> aise(pixels, 1, result));
  }

  private void detection() {
    Detections reader = Detections.of(info);
    double confidence = reader.settings().confidence();
    List<Detection> found =
        all.inferences().single(input, outputs -> reader.decode(outputs, confidence), () -> {});
    double width = info.input().width();
    double height = info.input().height();
    Detection middle = new Detection(0, 1, width / 4, height / 4, 0.75 * width, 0.75 * height);
    Detection object = found.isEmpty() ? middle : found.get(0);
    String key = "aise-detection/" + name;
    add(key, () -> aiseDetection(reader, object, input, result -> {}));
    reference.add(key, "aise_detection");
    pictures(key, (pixels, result) -> aiseDetection(reader, object, pixels, result));
  }

  /** Explains a preprocessed picture and tells the number of inferences. */
  private interface Method {
    int explain(float[] pixels, Consumer<AiseResult> result);
  }

  private void pictures(String key, Method method) {
    Pictures.sizes(picture)
        .forEach(
            (size, file) ->
                add(
                    key + "/picture=" + size,
                    () -> {
                      RgbImage decoded = ImageFiles.decode(file);
                      return method.explain(
                          Preprocessor.floats(decoded, info.input()),
                          result -> Pictures.draw(decoded, result.map()));
                    }));
  }

  /** The model, inferred with fewer threads; the one that prepares pictures runs beside them. */
  private VisionModel withThreads(int threads) {
    InferenceOptions how = info.inference();
    return VisionModel.open(
        model.folder(),
        new ModelInfo(
            info.name(),
            info.task(),
            info.input(),
            info.outputs(),
            info.activation(),
            info.labels(),
            info.detection(),
            info.layers(),
            new InferenceOptions(how.device(), how.precision(), threads, how.cacheFolder()),
            info.contentHash()));
  }

  private float[] confidences(InferRequest outputs) {
    return info.activation().apply(outputs.output(info.scoresOutput()).toFloatArray());
  }

  private static RiseSettings rise(int masks, int cells) {
    return new RiseSettings(masks, cells, 0.5, 0, Variant.CORRECTED);
  }

  private int rise(Networks networks, RiseSettings settings, int targets) {
    new Rise(settings)
        .explain(
            networks.inferences(),
            info.input(),
            input,
            outputs -> Arrays.copyOf(confidences(outputs), targets),
            targets,
            () -> {},
            Progress.NONE,
            (target, map, error) -> {});
    return settings.masks();
  }

  private int insertionDeletion(RgbImage image) {
    InsertionDeletion curves =
        new InsertionDeletion(info.input(), InsertionDeletion.Options.compatible());
    Random random = new Random(0);
    Iterator<ScoreRun.Request> requests =
        IntStream.range(0, MAPS)
            .mapToObj(
                i -> {
                  float[] cells = new float[49];
                  for (int c = 0; c < cells.length; c++) {
                    cells[c] = random.nextFloat();
                  }
                  int[] order =
                      Importance.of(
                              new SaliencyMap(7, 7, cells),
                              image.height(),
                              image.width(),
                              Definition.COMPATIBLE)
                          .order();
                  return curves.request(image, order, 0, c -> {});
                })
            .iterator();
    new ScoreRun(all.inferences(), info).run(requests, () -> {});
    return MAPS * curves.inferences();
  }

  private int aise(float[] pixels, int targets, Consumer<AiseResult> result) {
    int[] done = {0};
    new AiseClassification(AiseSettings.classification(Preset.BALANCE), Variant.CORRECTED)
        .explain(
            all.inferences(),
            info.input(),
            pixels,
            targets,
            outputs -> {
              float[] scores = confidences(outputs);
              double[] some = new double[targets];
              Arrays.setAll(some, i -> scores[i]);
              return some;
            },
            () -> {},
            (inferred, atMost) -> done[0] = inferred,
            result);
    return done[0];
  }

  private int aiseDetection(
      Detections reader, Detection object, float[] pixels, Consumer<AiseResult> result) {
    int[] done = {0};
    new AiseDetection(AiseSettings.detection(Preset.BALANCE), Variant.CORRECTED)
        .explain(
            all.inferences(),
            info.input(),
            pixels,
            List.of(object),
            outputs -> reader.decode(outputs, 0.05),
            () -> {},
            (inferred, atMost) -> done[0] = inferred,
            result);
    return done[0];
  }

  @Override
  public void close() {
    for (Networks networks : opened) {
      networks.plain().close();
      networks.inferences().close();
    }
  }
}
