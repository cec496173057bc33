package org.ovxai.engine.detection;

import org.ovxai.engine.EngineException;

/**
 * How raw outputs become detections. {@link DetectionFormat#defaults} gives what is customary.
 *
 * @param confidence detections need a greater score, 0..1
 * @param iou boxes that overlap a better one by more than this are suppressed, 0..1; 1 suppresses
 *     none
 * @param maxDetections the best so many are kept; at least 1
 * @param classAgnostic whether a box is suppressed by boxes of other classes, too
 * @param firstLabel number that the network gives to the first label, where it writes labels: 0, or
 *     1 if 0 is the background
 * @param labels number of classes; 0 if unknown
 * @param height rows of the network's input
 * @param width columns of the network's input
 */
public record DecodeOptions(
    double confidence,
    double iou,
    int maxDetections,
    boolean classAgnostic,
    int firstLabel,
    int labels,
    int height,
    int width) {

  /** Checks the values. */
  public DecodeOptions {
    check(confidence >= 0 && confidence <= 1, "confidence threshold", confidence, "from 0 to 1");
    check(iou >= 0 && iou <= 1, "IoU threshold", iou, "from 0 to 1");
    check(maxDetections >= 1, "greatest number of detections", maxDetections, "at least 1");
    check(firstLabel >= 0, "number of the first label", firstLabel, "at least 0");
    check(labels >= 0, "number of labels", labels, "at least 0");
    check(height >= 1, "input height", height, "at least 1");
    check(width >= 1, "input width", width, "at least 1");
  }

  /** The same with another confidence threshold. */
  public DecodeOptions withConfidence(double value) {
    return new DecodeOptions(
        value, iou, maxDetections, classAgnostic, firstLabel, labels, height, width);
  }

  /** The same with another IoU threshold. */
  public DecodeOptions withIou(double value) {
    return new DecodeOptions(
        confidence, value, maxDetections, classAgnostic, firstLabel, labels, height, width);
  }

  /** The same with another limit. */
  public DecodeOptions withMaxDetections(int value) {
    return new DecodeOptions(
        confidence, iou, value, classAgnostic, firstLabel, labels, height, width);
  }

  /** The same, suppressing across classes or not. */
  public DecodeOptions withClassAgnostic(boolean value) {
    return new DecodeOptions(
        confidence, iou, maxDetections, value, firstLabel, labels, height, width);
  }

  /** The same with another number of the first label. */
  public DecodeOptions withFirstLabel(int value) {
    return new DecodeOptions(
        confidence, iou, maxDetections, classAgnostic, value, labels, height, width);
  }

  private static void check(boolean good, String what, Number value, String needed) {
    if (!good) {
      throw new EngineException("The " + what + " is " + value + "; it must be " + needed + ".");
    }
  }
}
