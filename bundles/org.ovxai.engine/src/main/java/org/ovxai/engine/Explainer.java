package org.ovxai.engine;

import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.ovxai.engine.MapRun.Result;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.model.InferenceOptions;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.OutputRole;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.engine.whitebox.MaskingMethod;
import org.ovxai.engine.whitebox.Plan;
import org.ovxai.openvino.CompileOptions;
import org.ovxai.openvino.OpenVinoException;
import org.ovxai.openvino.Tensor;

/**
 * Explains what a model sees in pictures.
 *
 * <pre>{@code
 * try (Explainer explainer = Explainer.whiteBox(model, WhiteBoxSettings.defaults())) {
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
  private static final long MOST_MEMORY = 512L << 20;
  private static final double ROUNDING = 3e-5;
  private static final Runnable NEVER = () -> {};

  private final ModelInfo info;
  private final Method method;
  private final Plan plan;
  private final MapRun run;
  private final Tensor input;
  private final List<String> messages = new ArrayList<>();

  private Explainer(VisionModel model, WhiteBoxSettings settings) {
    info = model.info();
    Supplier<IrModel> network = () -> IrModel.read(model.xml());
    MethodChoice.Chosen chosen = MethodChoice.of(settings, info, network);
    method = chosen.name();
    long budget = settings.memoryBudget().orElseGet(Explainer::defaultBudget);
    plan = verified(Plan.of(network, chosen.method(), budget), network, chosen);
    if (plan instanceof Plan.TwoNetworks two) {
      messages.add(
          method.title()
              + " runs the part of the network behind '"
              + layer()
              + "' on "
              + two.chunk()
              + " of "
              + two.masking().cells()
              + " masks at a time, so that it takes no more than "
              + (budget >> 20)
              + " MiB.");
    }
    run = MapRun.of(plan, Networks.options(info.inference()));
    input = run.input();
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

  private static long defaultBudget() {
    try {
      Object free =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(
                  new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), "FreeMemorySize");
      return Math.min(MOST_MEMORY, (Long) free / 4);
    } catch (JMException e) {
      return MOST_MEMORY;
    }
  }

  /**
   * Compares a plan whose masked versions are computed in another way than one after another with
   * just that, on an arbitrary picture, and gives it up if they differ.
   */
  private Plan verified(Plan wanted, Supplier<IrModel> network, MethodChoice.Chosen chosen) {
    boolean plain = wanted instanceof Plan.OneNetwork one && !one.shortcut();
    boolean single = wanted instanceof Plan.TwoNetworks two && two.chunk() == 1;
    if (plain || single) {
      return wanted;
    }
    Plan.TwoNetworks oneByOne = Plan.cut(network, (MaskingMethod) chosen.method(), 1);
    CompileOptions exact = Networks.options(InferenceOptions.defaults());
    try (MapRun.Two expected = new MapRun.Two(oneByOne, exact);
        MapRun found = MapRun.of(wanted, exact)) {
      RgbImage noise = noise();
      Preprocessor.fill(noise, info.input(), expected.input().buffer());
      Preprocessor.fill(noise, info.input(), found.input().buffer());
      return agree(expected.someCells(), found.run(NEVER).maps()) ? wanted : oneByOne;
    }
  }

  private RgbImage noise() {
    byte[] pixels = new byte[info.input().height() * info.input().width() * 3];
    new Random(0).nextBytes(pixels);
    return new RgbImage(info.input().width(), info.input().height(), pixels);
  }

  /** Whether two arrays are the same but for rounding; NaN in the first counts as unknown. */
  private static boolean agree(float[] expected, FloatBuffer found) {
    double largest = 0;
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      if (!Float.isNaN(expected[i])) {
        largest = Math.max(largest, Math.abs(expected[i]));
        worst = Math.max(worst, Math.abs(expected[i] - found.get(i)));
      }
    }
    return worst <= ROUNDING * largest;
  }

  /** The title of the method. */
  public String method() {
    return method.title();
  }

  /** The name of the target layer, the one found if none was named; several are separated by ;. */
  public String layer() {
    return plan.insertion().layer();
  }

  /** Whether each class has a map of its own; if not, all targets of a picture share one. */
  public boolean perClass() {
    return plan.insertion().perClass();
  }

  /** What there is to say about how the network is run. */
  public List<String> messages() {
    return List.copyOf(messages);
  }

  /**
   * Explains one picture.
   *
   * @return one explanation a target, in the targets' order
   * @throws EngineException if a target does not exist, or the network gives a value that is no
   *     number
   */
  public List<Explanation> explain(RgbImage image, Targets targets) {
    return explain(image, targets, NEVER);
  }

  /**
   * Explains one picture, and can be stopped between two inferences.
   *
   * @param check called between two inferences; what it throws ends the explanation
   */
  public List<Explanation> explain(RgbImage image, Targets targets, Runnable check) {
    Preprocessor.fill(image, info.input(), input.buffer());
    return explain(targets, check);
  }

  /**
   * Explains a picture that is already preprocessed.
   *
   * @param tensor of the input's shape, with or without its batch of 1
   * @throws EngineException if the shape is another, and as for pictures
   */
  public List<Explanation> explain(NpyArray tensor, Targets targets, Runnable check) {
    Preprocessor.fill(tensor, info.input(), input.buffer());
    return explain(targets, check);
  }

  private List<Explanation> explain(Targets targets, Runnable check) {
    try {
      Result result = run.run(check);
      float[] confidences = confidences(result);
      List<Integer> chosen = targets.resolve(confidences, info.labels());
      if (perClass()) {
        return chosen.stream()
            .map(target -> explanation(result, target, confidences[target], mapOf(result, target)))
            .toList();
      }
      SaliencyMap shared = map(result, 0);
      return chosen.stream()
          .map(target -> explanation(result, target, confidences[target], shared))
          .toList();
    } catch (OpenVinoException e) {
      throw new EngineException(e.getMessage(), e);
    }
  }

  /** The activated scores; of detectors the greatest probability in each class's map. */
  private float[] confidences(Result result) {
    for (int i = 0; i < info.outputs().size(); i++) {
      if (info.outputs().get(i).role() == OutputRole.SCORES) {
        float[] raw = result.outputs().get(i);
        requireFinite(raw);
        return info.activation().apply(raw);
      }
    }
    float[] greatest = new float[result.count()];
    for (int k = 0; k < greatest.length; k++) {
      greatest[k] = map(result, k).max();
    }
    return greatest;
  }

  private SaliencyMap mapOf(Result result, int target) {
    if (target >= result.count()) {
      throw new EngineException(
          "Class " + target + " has no map: " + method() + " gives " + result.count() + " maps.");
    }
    return map(result, target);
  }

  private Explanation explanation(Result result, int target, double confidence, SaliencyMap map) {
    return new Explanation(
        target, info.label(target), confidence, map, method(), layer(), result.inferences());
  }

  private SaliencyMap map(Result result, int index) {
    try {
      return new SaliencyMap(result.height(), result.width(), result.map(index));
    } catch (IllegalArgumentException e) {
      throw notFinite("saliency map", e.getMessage());
    }
  }

  private void requireFinite(float[] values) {
    for (float v : values) {
      if (!Float.isFinite(v)) {
        throw notFinite("scores", "One is " + v + ".");
      }
    }
  }

  private EngineException notFinite(String what, String found) {
    return new EngineException(
        "The "
            + what
            + " of model '"
            + info.name()
            + "' cannot be used. "
            + found
            + " Check the model and its input settings (mean, scale), and that the inference"
            + " precision is f32.");
  }

  @Override
  public void close() {
    run.close();
  }
}
