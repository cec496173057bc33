package org.ovxai.engine.blackbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.openvino.InferRequest;

/**
 * AISE for classifiers: adaptive input sampling for explanation. An optimiser ({@link Direct})
 * looks for the place where a Gaussian window matters most: the score of the picture inside the
 * window minus the score of the picture without it. The map is the sum of the windows tried, each
 * times its value, over several widths of the window.
 *
 * <p>{@link Variant#CORRECTED}: the width's mean value over the picture is subtracted first.
 * Without it a picture that hardly survives any window gets negative values everywhere, and the map
 * shows where the optimiser looked more often, or the opposite. No more than {@code 2 * iterations}
 * inferences are made for a width, and all of them count. {@link Variant#COMPATIBLE}: as
 * openvino_xai does it, which finishes the optimiser's last round and leaves out what is beyond
 * {@code iterations}.
 */
public final class AiseClassification {
  private final AiseSettings settings;
  private final Variant variant;

  /** AISE with these parameters. */
  public AiseClassification(AiseSettings settings, Variant variant) {
    this.settings = settings;
    this.variant = variant;
  }

  /** How many inferences a class takes at most; {@link Variant#COMPATIBLE} may exceed it. */
  public int inferences() {
    return 2 * settings.places();
  }

  /**
   * Explains some classes of a picture.
   *
   * @param shape of the network's input
   * @param input the preprocessed picture in the network's layout
   * @param targets how many classes
   * @param scores what a perturbed picture's outputs give: a finite score a target
   * @param check called before each inference; what it throws ends the work
   * @param receiver takes the results in the targets' order
   */
  public void explain(
      Inferences inferences,
      InputInfo shape,
      float[] input,
      int targets,
      Function<InferRequest, double[]> scores,
      Runnable check,
      Progress progress,
      Consumer<AiseResult> receiver) {
    List<AiseSearch> searches = new ArrayList<>();
    for (int target = 0; target < targets; target++) {
      for (double width : settings.widths()) {
        searches.add(
            new AiseSearch(
                target, width, new double[] {0, 0}, new double[] {1, 1}, settings, variant));
      }
    }
    AiseRun run =
        new AiseRun(searches, shape, input, true, inferences() * targets, scores, progress);
    inferences.run(run, check);
    for (int target = 0; target < targets; target++) {
      receiver.accept(run.result(target));
    }
  }
}
