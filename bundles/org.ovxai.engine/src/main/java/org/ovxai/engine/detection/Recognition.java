package org.ovxai.engine.detection;

import java.util.List;
import java.util.Optional;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.OutputInfo;

/**
 * What names and shapes of outputs tell about a detector.
 *
 * @param format the format that fits, or fits best
 * @param classes number of classes; 0 if the outputs do not tell
 * @param doubt why it may be another format, and what to set then; empty if it is certain
 */
public record Recognition(DetectionFormat format, int classes, Optional<String> doubt) {

  /**
   * The format of a detector's outputs; empty if none fits.
   *
   * @param labels number of classes; 0 if unknown
   */
  public static Optional<Recognition> of(List<OutputInfo> outputs, InputInfo input, int labels) {
    return new Recogniser(outputs(outputs), input.height(), input.width(), labels).recognise();
  }

  /** What a format that was chosen by hand tells about the outputs. */
  public static Recognition as(
      DetectionFormat format, List<OutputInfo> outputs, InputInfo input, int labels) {
    Recogniser recogniser = new Recogniser(outputs(outputs), input.height(), input.width(), labels);
    return new Recognition(format, recogniser.classes(format), Optional.empty());
  }

  /** Tells users what was found and what they can set where no format fits. */
  public static String unknown(List<OutputInfo> outputs, int labels) {
    return "The outputs are those of no known detection format"
        + (labels > 0 ? " with " + labels + " labels" : "; labels are unknown")
        + ". Found: "
        + outputs(outputs)
        + ". Set the labels or the detection format where the model is read; the formats are: "
        + String.join("; ", DetectionFormat.titles())
        + ". Raw maps that need anchors must be decoded within the network.";
  }

  private static Outputs outputs(List<OutputInfo> outputs) {
    return new Outputs(outputs.stream().map(Output::of));
  }
}
