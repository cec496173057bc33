package org.ovxai.engine.blackbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ovxai.engine.detection.Detection;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.openvino.InferRequest;

/**
 * AISE for objects that a detector found, as {@link AiseClassification}. The window stays near the
 * object: its centre is searched in the object's box, enlarged by half its extents on each side,
 * and its widths are parts of the box's shorter side. A window is worth how well the object is
 * still found when only the window is seen: the greatest product of overlap (IoU) and score of the
 * detections with the object's label.
 */
public final class AiseDetection {
  private static final double ENLARGED = 0.5;

  private final AiseSettings settings;
  private final Variant variant;

  /** AISE with these parameters. */
  public AiseDetection(AiseSettings settings, Variant variant) {
    this.settings = settings;
    this.variant = variant;
  }

  /** How many inferences an object takes at most; {@link Variant#COMPATIBLE} may exceed it. */
  public int inferences() {
    return settings.places();
  }

  /**
   * Explains some objects of a picture.
   *
   * @param shape of the network's input
   * @param input the preprocessed picture in the network's layout
   * @param objects what was found in the whole picture, in pixels of the network's input, each with
   *     an area
   * @param decoder reads a perturbed picture's detections, in pixels of the network's input
   * @param check called before each inference; what it throws ends the work
   * @param receiver takes the results in the objects' order
   */
  public void explain(
      Inferences inferences,
      InputInfo shape,
      float[] input,
      List<Detection> objects,
      Function<InferRequest, List<Detection>> decoder,
      Runnable check,
      Progress progress,
      Consumer<AiseResult> receiver) {
    List<AiseSearch> searches = new ArrayList<>();
    for (int target = 0; target < objects.size(); target++) {
      search(target, objects.get(target), shape, searches);
    }
    int atMost = inferences() * objects.size();
    AiseRun run =
        new AiseRun(
            searches,
            shape,
            input,
            false,
            atMost,
            outputs -> scores(objects, decoder.apply(outputs)),
            progress);
    inferences.run(run, check);
    for (int target = 0; target < objects.size(); target++) {
      receiver.accept(run.result(target));
    }
  }

  private void search(int target, Detection object, InputInfo shape, List<AiseSearch> searches) {
    double x1 = object.x1() / shape.width();
    double y1 = object.y1() / shape.height();
    double x2 = object.x2() / shape.width();
    double y2 = object.y2() / shape.height();
    double moreX = ENLARGED * (x2 - x1);
    double moreY = ENLARGED * (y2 - y1);
    double[] lower = {Math.max(0, x1 - moreX), Math.max(0, y1 - moreY)};
    double[] upper = {Math.min(1, x2 + moreX), Math.min(1, y2 + moreY)};
    double shorter = Math.min(x2 - x1, y2 - y1);
    for (double divisor : settings.widths()) {
      searches.add(new AiseSearch(target, shorter / divisor, lower, upper, settings, variant));
    }
  }

  private static double[] scores(List<Detection> objects, List<Detection> found) {
    double[] scores = new double[objects.size()];
    for (int i = 0; i < scores.length; i++) {
      Detection object = objects.get(i);
      for (Detection d : found) {
        if (d.label() == object.label()) {
          scores[i] = Math.max(scores[i], object.iou(d) * d.score());
        }
      }
    }
    return scores;
  }
}
