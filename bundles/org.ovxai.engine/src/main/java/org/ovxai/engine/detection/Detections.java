package org.ovxai.engine.detection;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.RawOutput;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.OutputInfo;
import org.ovxai.openvino.InferRequest;
import org.ovxai.openvino.OpenVinoException;

/**
 * Reads what a detector found from its outputs.
 *
 * <p>Any thread may use it. Nothing is computed for boxes below the threshold, and outputs of
 * 32-bit floats are not copied, so that reading costs little beside an inference.
 */
public final class Detections {
  private final DetectionSettings settings;
  private final InputInfo input;
  private final List<String> names;
  private final int labels;

  private Detections(DetectionSettings settings, InputInfo input, List<String> names, int labels) {
    this.settings = settings;
    this.input = input;
    this.names = names;
    this.labels = labels;
  }

  /**
   * A reader for the outputs of a model.
   *
   * @throws EngineException if it is no detector whose outputs are understood; the message says
   *     what was found and what to set
   */
  public static Detections of(ModelInfo model) {
    DetectionSettings settings =
        model
            .detection()
            .orElseThrow(
                () ->
                    new EngineException(
                        "The detections of model '"
                            + model.name()
                            + "' cannot be read. "
                            + Recognition.unknown(model.outputs(), model.labels().size())));
    return new Detections(
        settings,
        model.input(),
        model.outputs().stream().map(OutputInfo::name).toList(),
        model.labels().size());
  }

  /** How the outputs are read, with the thresholds that were set for the model. */
  public DetectionSettings settings() {
    return settings;
  }

  /** Takes boxes from the network's input to a picture of some size in pixels, and back. */
  public BoxMapping mapping(int pictureWidth, int pictureHeight) {
    return new BoxMapping(input, pictureWidth, pictureHeight);
  }

  /**
   * What was found in a picture.
   *
   * @param objects best first, in pixels of the network's input; empty if nothing was found
   * @param withoutArea how many boxes were left out because they have no area
   */
  public record Found(List<Detection> objects, int withoutArea) {}

  /** What was found, as {@link #decode(InferRequest, double)}, and what was left out. */
  public Found find(InferRequest outputs, double confidence) {
    try {
      return find(
          IntStream.range(0, names.size())
              .mapToObj(i -> Output.of(names.get(i), outputs.output(i))),
          confidence);
    } catch (OpenVinoException e) {
      throw new EngineException(e.getMessage(), e);
    }
  }

  /**
   * What was found, best first, in pixels of the network's input; empty if nothing was. Rows with
   * numbers that are not finite are dropped, and boxes without area.
   *
   * @param outputs of a finished inference
   * @param confidence detections need a greater score, 0..1
   * @throws EngineException if the outputs are not of the format, or no score is a number
   */
  public List<Detection> decode(InferRequest outputs, double confidence) {
    return find(outputs, confidence).objects();
  }

  /**
   * What was found, as {@link #decode(InferRequest, double)}.
   *
   * @param outputs all outputs of the network
   */
  public List<Detection> decode(List<RawOutput> outputs, double confidence) {
    return find(outputs.stream().map(Output::of), confidence).objects();
  }

  private Found find(Stream<Output> outputs, double confidence) {
    DetectionSettings wanted = settings.withConfidence(confidence);
    Frame frame =
        new Frame(input.height(), input.width(), labels, settings.firstLabel(), confidence);
    Candidates found = new Candidates();
    settings.format().decoder().read(new Outputs(outputs), frame, found);
    return new Found(found.best(wanted), found.withoutArea());
  }
}
