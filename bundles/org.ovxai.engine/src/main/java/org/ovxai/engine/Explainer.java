package org.ovxai.engine;

import java.util.List;
import java.util.Locale;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.model.InferenceOptions;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.OutputRole;
import org.ovxai.engine.model.Task;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.engine.whitebox.ActivationMap;
import org.ovxai.engine.whitebox.ReciproCam;
import org.ovxai.engine.whitebox.WhiteBoxMethod;
import org.ovxai.engine.whitebox.WhiteBoxMethod.Insertion;
import org.ovxai.openvino.CompileOptions;
import org.ovxai.openvino.CompiledModel;
import org.ovxai.openvino.Core;
import org.ovxai.openvino.ElementType;
import org.ovxai.openvino.InferRequest;
import org.ovxai.openvino.Model;
import org.ovxai.openvino.OpenVinoException;
import org.ovxai.openvino.PerformanceHint;
import org.ovxai.openvino.Tensor;

/**
 * Explains what a model sees in pictures.
 *
 * <pre>{@code
 * try (Explainer explainer = Explainer.whiteBox(model, new WhiteBoxSettings(Method.RECIPROCAM, ""))) {
 *   for (Explanation e : explainer.explain(ImageFiles.read(file), Targets.parse("", 1))) {
 *     System.out.println(e.label() + " " + e.confidence());
 *   }
 * }
 * }</pre>
 *
 * <p>The network is compiled once, when the explainer is made. One thread at a time may use an
 * explainer.
 */
public final class Explainer implements AutoCloseable {
  private final ModelInfo info;
  private final String method;
  private final Insertion insertion;
  private final CompiledModel compiled;
  private final InferRequest request;
  private final Tensor input;
  private final int scores;
  private final int maps;

  private Explainer(VisionModel model, WhiteBoxSettings settings) {
    info = model.info();
    method = settings.method().title();
    if (info.task() != Task.CLASSIFICATION) {
      throw new EngineException(
          method
              + " explains classifiers, and the task of model '"
              + info.name()
              + "' is "
              + info.task()
              + ". If it is a classifier, set the task where the model is read.");
    }
    IrModel network = IrModel.read(model.xml());
    int outputs = network.results().size();
    insertion = method(settings).insert(network);
    maps = outputs;
    scores = scoreOutput();
    try (Tensor weights =
            Tensor.wrap(network.weights(), ElementType.U8, network.weights().capacity());
        Model changed = Core.shared().readModel(network.toXml(), weights)) {
      compiled = Core.shared().compile(changed, options(info.inference()));
    }
    request = compiled.createInferRequest();
    input = request.input(0);
  }

  /**
   * An explainer that looks into the network.
   *
   * @throws EngineException if the method does not fit the network, or OpenVINO refuses it
   */
  public static Explainer whiteBox(VisionModel model, WhiteBoxSettings settings) {
    try {
      return new Explainer(model, settings);
    } catch (OpenVinoException e) {
      throw new EngineException(e.getMessage(), e);
    }
  }

  private static WhiteBoxMethod method(WhiteBoxSettings settings) {
    return switch (settings.method()) {
      case RECIPROCAM -> new ReciproCam(settings.layer());
      case ACTIVATIONMAP -> new ActivationMap(settings.layer());
    };
  }

  private int scoreOutput() {
    for (int i = 0; i < info.outputs().size(); i++) {
      if (info.outputs().get(i).role() == OutputRole.SCORES) {
        return i;
      }
    }
    throw new EngineException(
        "Model '"
            + info.name()
            + "' has no output with class scores; its outputs are "
            + info.outputs()
            + ".");
  }

  private static CompileOptions options(InferenceOptions inference) {
    CompileOptions options =
        CompileOptions.defaults()
            .withDevice(inference.device())
            .withHint(PerformanceHint.LATENCY)
            .withPrecision(ElementType.valueOf(inference.precision().toUpperCase(Locale.ROOT)));
    if (inference.threads() > 0) {
      options = options.withThreads(inference.threads());
    }
    return inference.cacheFolder().map(options::withCacheFolder).orElse(options);
  }

  /** The title of the method. */
  public String method() {
    return method;
  }

  /** The name of the target layer, the one found if none was named. */
  public String layer() {
    return insertion.layer();
  }

  /** Whether each class has a map of its own; if not, all targets of a picture share one. */
  public boolean perClass() {
    return insertion.perClass();
  }

  /**
   * Explains one picture with one inference.
   *
   * @return one explanation a target, in the targets' order
   * @throws EngineException if a target does not exist, or the network gives a value that is no
   *     number
   */
  public List<Explanation> explain(RgbImage image, Targets targets) {
    Preprocessor.fill(image, info.input(), input.buffer());
    try {
      request.infer();
      float[] raw = request.output(scores).toFloatArray();
      requireFinite(raw, "scores");
      float[] confidences = info.activation().apply(raw);
      Tensor saliency = request.output(maps);
      return targets.resolve(confidences, info.labels()).stream()
          .map(
              target ->
                  new Explanation(
                      target,
                      info.label(target),
                      confidences[target],
                      map(saliency, insertion.perClass() ? target : 0),
                      method,
                      insertion.layer(),
                      1))
          .toList();
    } catch (OpenVinoException e) {
      throw new EngineException(e.getMessage(), e);
    }
  }

  private SaliencyMap map(Tensor saliency, int index) {
    long[] shape = saliency.shape();
    int height = (int) shape[shape.length - 2];
    int width = (int) shape[shape.length - 1];
    float[] values = new float[height * width];
    saliency.asFloatBuffer().get(index * values.length, values);
    requireFinite(values, "saliency map");
    return new SaliencyMap(height, width, values);
  }

  private void requireFinite(float[] values, String what) {
    for (float v : values) {
      if (!Float.isFinite(v)) {
        throw new EngineException(
            "The "
                + what
                + " of model '"
                + info.name()
                + "' has the value "
                + v
                + ". Check the model and its input settings (mean, scale), and that the inference"
                + " precision is f32.");
      }
    }
  }

  @Override
  public void close() {
    request.close();
    compiled.close();
  }
}
