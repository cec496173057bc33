package org.ovxai.engine.detection;

import org.ovxai.engine.EngineException;

/**
 * How a detector's outputs become detections.
 *
 * @param format what they mean
 * @param confidence detections need a greater score, 0..1
 * @param iou boxes that overlap a better one by more than this are suppressed, 0..1; 1 suppresses
 *     none
 * @param maxDetections the best so many of a picture are kept; at least 1
 * @param classAgnostic whether a box is suppressed by boxes of other classes, too
 * @param firstLabel number that the network gives to the first label, where it writes labels: 0, or
 *     1 if 0 is the background
 */
public record DetectionSettings(
    DetectionFormat format,
    double confidence,
    double iou,
    int maxDetections,
    boolean classAgnostic,
    int firstLabel) {

  /** Checks the values. */
  public DetectionSettings {
    check(confidence >= 0 && confidence <= 1, "confidence threshold", confidence, "from 0 to 1");
    check(iou >= 0 && iou <= 1, "IoU threshold", iou, "from 0 to 1");
    check(maxDetections >= 1, "greatest number of detections", maxDetections, "at least 1");
    check(firstLabel == 0 || firstLabel == 1, "number of the first label", firstLabel, "0 or 1");
  }

  /** The same with another confidence threshold. */
  public DetectionSettings withConfidence(double value) {
    return new DetectionSettings(format, value, iou, maxDetections, classAgnostic, firstLabel);
  }

  /** The same with another IoU threshold. */
  public DetectionSettings withIou(double value) {
    return new DetectionSettings(
        format, confidence, value, maxDetections, classAgnostic, firstLabel);
  }

  /** The same with another limit. */
  public DetectionSettings withMaxDetections(int value) {
    return new DetectionSettings(format, confidence, iou, value, classAgnostic, firstLabel);
  }

  /** The same, suppressing across classes or not. */
  public DetectionSettings withClassAgnostic(boolean value) {
    return new DetectionSettings(format, confidence, iou, maxDetections, value, firstLabel);
  }

  /** The same with another number of the first label. */
  public DetectionSettings withFirstLabel(int value) {
    return new DetectionSettings(format, confidence, iou, maxDetections, classAgnostic, value);
  }

  private static void check(boolean good, String what, Number value, String needed) {
    if (!good) {
      throw new EngineException("The " + what + " is " + value + "; it must be " + needed + ".");
    }
  }
}
