package org.ovxai.engine;

import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.ovxai.engine.MapRun.Result;
import org.ovxai.engine.blackbox.Progress;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.model.InferenceOptions;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.engine.whitebox.MaskingMethod;
import org.ovxai.engine.whitebox.Plan;
import org.ovxai.openvino.CompileOptions;
import org.ovxai.openvino.OpenVinoException;
import org.ovxai.openvino.Tensor;

/** Explains what a model sees in pictures from within the network. */
final class WhiteBoxExplainer extends Explainer {
  private static final long MOST_MEMORY = 512L << 20;
  private static final double ROUNDING = 3e-5;

  private final ModelInfo info;
  private final Method method;
  private final Plan plan;
  private final MapRun run;
  private final Tensor input;
  private final List<String> messages = new ArrayList<>();

  WhiteBoxExplainer(VisionModel model, WhiteBoxSettings settings) {
    info = model.info();
    Supplier<IrModel> network = () -> IrModel.read(model.xml());
    MethodChoice.Chosen chosen = MethodChoice.of(settings, info, network);
    method = chosen.name();
    long budget = settings.memoryBudget().orElseGet(WhiteBoxExplainer::defaultBudget);
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
      return agree(expected.someCells(), found.run(() -> {}).maps()) ? wanted : oneByOne;
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

  @Override
  public String method() {
    return method.title();
  }

  @Override
  public Mode mode() {
    return Mode.WHITE_BOX;
  }

  @Override
  public String layer() {
    return plan.insertion().layer();
  }

  @Override
  public boolean perClass() {
    return plan.insertion().perClass();
  }

  @Override
  public int inferences() {
    return 1;
  }

  @Override
  public List<String> messages() {
    return List.copyOf(messages);
  }

  @Override
  public void explain(
      RgbImage image,
      Targets targets,
      Runnable check,
      Progress progress,
      Consumer<Explanation> result) {
    Preprocessor.fill(image, info.input(), input.buffer());
    explain(targets, check).forEach(result);
  }

  @Override
  public void explain(
      NpyArray tensor,
      Targets targets,
      Runnable check,
      Progress progress,
      Consumer<Explanation> result) {
    Preprocessor.fill(tensor, info.input(), input.buffer());
    explain(targets, check).forEach(result);
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
    Optional<ClassScores> scores = ClassScores.of(info);
    if (scores.isPresent()) {
      return scores.get().confidences(result.outputs().get(scores.get().output()));
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
      throw ClassScores.notFinite(info, "saliency map", e.getMessage());
    }
  }

  @Override
  public void close() {
    run.close();
  }
}
