package org.ovxai.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.ovxai.engine.Networks;
import org.ovxai.engine.blackbox.AiseClassification;
import org.ovxai.engine.blackbox.AiseDetection;
import org.ovxai.engine.blackbox.AiseSettings;
import org.ovxai.engine.blackbox.Inferences;
import org.ovxai.engine.blackbox.Preset;
import org.ovxai.engine.blackbox.Progress;
import org.ovxai.engine.blackbox.Rise;
import org.ovxai.engine.blackbox.RiseSettings;
import org.ovxai.engine.blackbox.Variant;
import org.ovxai.engine.detection.Detection;
import org.ovxai.engine.detection.Detections;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.metrics.Definition;
import org.ovxai.engine.metrics.Importance;
import org.ovxai.engine.metrics.InsertionDeletion;
import org.ovxai.engine.metrics.ScoreRun;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.OutputRole;
import org.ovxai.engine.model.Task;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.openvino.CompileOptions;
import org.ovxai.openvino.CompiledModel;
import org.ovxai.openvino.ElementType;
import org.ovxai.openvino.InferRequest;
import org.ovxai.openvino.PerformanceHint;

/**
 * Black-box methods beside the model's own throughput: in each round the model runs plainly, with
 * OpenVINO's throughput hint and as many requests as that asks for, before and after each method;
 * the efficiency is the method's inferences a second over the plain ones. Everything that a method
 * does counts, from the preprocessed picture to the map.
 */
final class BlackBoxBenchmark {
  private static final int PLAIN = 150;
  private static final int FEW = 20;
  private static final int MAPS = 8;

  private final ModelInfo info;
  private final String name;
  private final float[] picture;
  private final Inferences inferences;
  private final CompiledModel plain;
  private final List<InferRequest> requests = new ArrayList<>();

  /** Does some inferences and tells how many. */
  private interface Case {
    int run();
  }

  private BlackBoxBenchmark(VisionModel model, String name, RgbImage picture) {
    info = model.info();
    this.name = name;
    this.picture = Preprocessor.floats(picture, info.input());
    inferences = Inferences.open(model);
    CompileOptions options =
        CompileOptions.defaults()
            .withDevice(info.inference().device())
            .withHint(PerformanceHint.THROUGHPUT)
            .withPrecision(ElementType.F32);
    plain = Networks.compile(IrModel.read(model.xml()), options);
    for (int i = 0; i < plain.optimalNumberOfRequests(); i++) {
      InferRequest request = plain.createInferRequest();
      Preprocessor.put(this.picture, info.input(), request.input(0).buffer());
      requests.add(request);
    }
  }

  static List<Measurement> run(VisionModel model, String name, RgbImage picture, int rounds) {
    BlackBoxBenchmark benchmark = new BlackBoxBenchmark(model, name, picture);
    try {
      return benchmark.measure(rounds);
    } finally {
      benchmark.requests.forEach(InferRequest::close);
      benchmark.plain.close();
      benchmark.inferences.close();
    }
  }

  private List<Measurement> measure(int rounds) {
    Map<String, Case> cases = cases();
    Map<String, double[]> efficiencies = new LinkedHashMap<>();
    Map<String, double[]> seconds = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    Map<String, Integer> peaks = new LinkedHashMap<>();
    double[] plainSeconds = new double[rounds];
    plainSecondsPerInference();
    for (int round = 0; round < rounds; round++) {
      double before = plainSecondsPerInference();
      plainSeconds[round] = before;
      for (Map.Entry<String, Case> entry : cases.entrySet()) {
        Memory.forgetPeak();
        long start = System.nanoTime();
        int count = entry.getValue().run();
        double taken = (System.nanoTime() - start) / 1e9;
        peaks.merge(entry.getKey(), Memory.peakMib(), Math::max);
        double after = plainSecondsPerInference();
        double perSecond = count / taken;
        efficiencies.computeIfAbsent(entry.getKey(), k -> new double[rounds])[round] =
            perSecond * (before + after) / 2;
        seconds.computeIfAbsent(entry.getKey(), k -> new double[rounds])[round] = taken;
        counts.put(entry.getKey(), count);
        before = after;
      }
    }
    List<Measurement> all = new ArrayList<>();
    all.add(
        new Measurement(
            "plain/" + name,
            "efficiency",
            1,
            1,
            Measurement.median(plainSeconds),
            Memory.peakMib(),
            rounds));
    for (String key : cases.keySet()) {
      all.add(
          new Measurement(
              key,
              "efficiency",
              Measurement.median(efficiencies.get(key)),
              counts.get(key),
              Measurement.median(seconds.get(key)),
              peaks.get(key),
              rounds));
    }
    return all;
  }

  private double plainSecondsPerInference() {
    int started = 0;
    for (InferRequest request : requests) {
      request.startAsync();
      started++;
    }
    for (int i = 0; i < requests.size(); i++) {
      requests.get(i).await();
    }
    long start = System.nanoTime();
    for (started = 0; started < requests.size(); started++) {
      requests.get(started).startAsync();
    }
    int next = 0;
    for (int done = 0; done < PLAIN; done++) {
      InferRequest request = requests.get(next);
      request.await();
      if (started < PLAIN) {
        request.startAsync();
        started++;
      }
      next = (next + 1) % requests.size();
    }
    return (System.nanoTime() - start) / 1e9 / PLAIN;
  }

  private Map<String, Case> cases() {
    Map<String, Case> cases = new LinkedHashMap<>();
    if (info.task() == Task.CLASSIFICATION) {
      RiseSettings speed = RiseSettings.of(Preset.SPEED);
      int classes = info.classes();
      cases.put("rise/" + name + "/1", () -> rise(speed, 1));
      cases.put("rise/" + name + "/" + FEW, () -> rise(speed, Math.min(FEW, classes)));
      cases.put("rise/" + name + "/all", () -> rise(speed, classes));
      RiseSettings quality = RiseSettings.of(Preset.QUALITY);
      cases.put(
          "rise/" + name + "/1/cells=12",
          () -> rise(new RiseSettings(1000, quality.cells(), 0.5, 0, Variant.CORRECTED), 1));
      cases.put(
          "rise/" + name + "/1/masks=3000",
          () -> rise(new RiseSettings(3000, speed.cells(), 0.5, 0, Variant.CORRECTED), 1));
      cases.put("aise/" + name + "/1", () -> aise(1));
      cases.put("insertion-deletion/" + name, this::insertionDeletion);
      cases.put("aise/" + name + "/5", () -> aise(Math.min(5, classes)));
    } else if (info.task() == Task.DETECTION && info.detection().isPresent()) {
      Detections reader = Detections.of(info);
      List<Detection> found =
          inferences.single(
              picture, outputs -> reader.decode(outputs, reader.settings().confidence()), () -> {});
      double width = info.input().width();
      double height = info.input().height();
      Detection middle = new Detection(0, 1, width / 4, height / 4, 0.75 * width, 0.75 * height);
      Detection object = found.isEmpty() ? middle : found.get(0);
      cases.put("aise-detection/" + name, () -> aiseDetection(reader, List.of(object)));
    }
    return cases;
  }

  private int scores() {
    for (int i = 0; i < info.outputs().size(); i++) {
      if (info.outputs().get(i).role() == OutputRole.SCORES) {
        return i;
      }
    }
    return 0;
  }

  private float[] confidences(InferRequest outputs) {
    return info.activation().apply(outputs.output(scores()).toFloatArray());
  }

  private int rise(RiseSettings settings, int targets) {
    new Rise(settings)
        .explain(
            inferences,
            info.input(),
            picture,
            outputs -> Arrays.copyOf(confidences(outputs), targets),
            targets,
            () -> {},
            Progress.NONE,
            (target, map, error) -> {});
    return settings.masks();
  }

  private int insertionDeletion() {
    InputInfo input = info.input();
    InsertionDeletion curves = new InsertionDeletion(input, InsertionDeletion.Options.compatible());
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
                              input.height(),
                              input.width(),
                              Definition.COMPATIBLE)
                          .order();
                  return curves.request(picture, order, 0, c -> {});
                })
            .iterator();
    new ScoreRun(inferences, info).run(requests, () -> {});
    return MAPS * curves.inferences();
  }

  private int aise(int targets) {
    int[] done = {0};
    new AiseClassification(AiseSettings.classification(Preset.BALANCE), Variant.CORRECTED)
        .explain(
            inferences,
            info.input(),
            picture,
            targets,
            outputs -> {
              float[] all = confidences(outputs);
              double[] some = new double[targets];
              Arrays.setAll(some, i -> all[i]);
              return some;
            },
            () -> {},
            (inferred, atMost) -> done[0] = inferred,
            result -> {});
    return done[0];
  }

  private int aiseDetection(Detections reader, List<Detection> objects) {
    int[] done = {0};
    new AiseDetection(AiseSettings.detection(Preset.BALANCE), Variant.CORRECTED)
        .explain(
            inferences,
            info.input(),
            picture,
            objects,
            outputs -> reader.decode(outputs, 0.05),
            () -> {},
            (inferred, atMost) -> done[0] = inferred,
            result -> {});
    return done[0];
  }
}
