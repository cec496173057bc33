package org.ovxai.engine;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.ovxai.engine.MapRun.Result;
import org.ovxai.engine.blackbox.Progress;
import org.ovxai.engine.detection.BoxMapping;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.engine.whitebox.MaskingMethod;
import org.ovxai.engine.whitebox.Plan;
import org.ovxai.openvino.OpenVinoException;
import org.ovxai.openvino.Tensor;

/** Explains what a model sees in pictures from within the network. */
final class WhiteBoxExplainer extends Explainer {
  private static final long MOST_MEMORY = 512L << 20;

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
    long budget = budget(settings);
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

  /** Bytes that the masked versions of a picture may take. */
  static long budget(WhiteBoxSettings settings) {
    return settings.memoryBudget().orElseGet(WhiteBoxExplainer::defaultBudget);
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

  /** The plan, or the plain way if it gives other maps. */
  private Plan verified(Plan wanted, Supplier<IrModel> network, MethodChoice.Chosen chosen) {
    boolean plain = wanted instanceof Plan.TwoNetworks two && two.chunk() == 1;
    if (plain || !(chosen.method() instanceof MaskingMethod method)) {
      return wanted;
    }
    Verification verification = new Verification(network, method, info.input(), info.inference());
    return verification.confirms(wanted) ? wanted : verification.oneByOne();
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
  public boolean inferencesServeAllTargets() {
    return true;
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
    BoxMapping picture = new BoxMapping(info.input(), image.width(), image.height());
    explain(targets, check).forEach(e -> result.accept(e.onPicture(picture)));
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
