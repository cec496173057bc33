package org.ovxai.engine.detection;

import org.ovxai.engine.EngineException;

/** Reads the outputs of one format. */
interface Decoder {

  /**
   * The boxes above the confidence threshold.
   *
   * @throws EngineException if the outputs are not of the format
   */
  Candidates read(Slots slots, DecodeOptions options);

  /** What to throw when outputs are missing or have other shapes. */
  static EngineException mismatch(DetectionFormat format, String needed, Slots found) {
    return new EngineException(
        format.title()
            + " needs "
            + needed
            + ". Found: "
            + found
            + ". Set another detection format, or the labels if their number is wrong.");
  }
}
