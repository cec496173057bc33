package org.ovxai.engine.model;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.ovxai.engine.detection.DetectionFormat;

/**
 * How the outputs of a detector are read. Whatever is empty is found from the model, or is
 * customary for the format.
 *
 * @param format what the outputs mean
 * @param confidence detections need a greater score, 0..1
 * @param iou boxes that overlap a better one by more than this are suppressed, 0..1; 1 suppresses
 *     none
 * @param firstLabel number that the network gives to the first label: 0, or 1 if 0 is the
 *     background
 */
public record DetectionOptions(
    Optional<DetectionFormat> format,
    OptionalDouble confidence,
    OptionalDouble iou,
    OptionalInt firstLabel) {

  /** Everything from the model. */
  public static DetectionOptions automatic() {
    return new DetectionOptions(
        Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty());
  }
}
