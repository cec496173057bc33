package org.ovxai.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ovxai.engine.detection.BoxMapping;
import org.ovxai.engine.detection.Detection;
import org.ovxai.engine.detection.Detections;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.OutputInfo;
import org.ovxai.engine.model.OutputRole;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.openvino.CompiledModel;
import org.ovxai.openvino.InferRequest;
import org.ovxai.openvino.OpenVinoException;
import org.ovxai.openvino.Tensor;

/**
 * Runs a model on pictures. A model with an output {@code saliency_map} explains itself on the way.
 *
 * <p>The network is compiled once. One thread at a time may use a predictor.
 */
public final class Predictor implements AutoCloseable {
  private final ModelInfo info;
  private final Map<String, String> provenance;
  private final CompiledModel compiled;
  private final InferRequest request;
  private final Tensor input;

  private Predictor(VisionModel model) {
    info = model.info();
    IrModel network = IrModel.read(model.xml());
    provenance = network.runtimeInfo("model_info");
    compiled = Networks.compile(network, Networks.options(info.inference()));
    request = compiled.createInferRequest();
    input = request.input(0);
  }

  /**
   * A predictor for a model.
   *
   * @throws EngineException if OpenVINO refuses the network
   */
  public static Predictor open(VisionModel model) {
    try {
      return new Predictor(model);
    } catch (OpenVinoException e) {
      throw new EngineException(e.getMessage(), e);
    }
  }

  /** What the model says about a picture. */
  public Prediction predict(RgbImage image) {
    Preprocessor.fill(image, info.input(), input.buffer());
    return predict(Optional.of(new BoxMapping(info.input(), image.width(), image.height())));
  }

  /**
   * What the model says about a picture that is already preprocessed.
   *
   * @param tensor of the input's shape, with or without its batch of 1
   * @throws EngineException if the shape is another
   */
  public Prediction predict(NpyArray tensor) {
    Preprocessor.fill(tensor, info.input(), input.buffer());
    return predict(Optional.empty());
  }

  /**
   * What the model says about a picture that is already preprocessed.
   *
   * @param tensor as for {@link #predict(NpyArray)}
   * @param width columns of the picture that the tensor was made of, as the model's settings tell
   * @param height rows of that picture
   */
  public Prediction predict(NpyArray tensor, int width, int height) {
    Preprocessor.fill(tensor, info.input(), input.buffer());
    return predict(Optional.of(new BoxMapping(info.input(), width, height)));
  }

  private Prediction predict(Optional<BoxMapping> picture) {
    try {
      request.infer();
      List<RawOutput> outputs = new ArrayList<>();
      for (int i = 0; i < info.outputs().size(); i++) {
        OutputInfo output = info.outputs().get(i);
        Tensor tensor = request.output(i);
        List<Integer> shape = Arrays.stream(tensor.shape()).mapToObj(Math::toIntExact).toList();
        outputs.add(
            new RawOutput(output.name(), tensor.type().toString(), shape, tensor.toFloatArray()));
      }
      return new Prediction(info, provenance, outputs, picture);
    } catch (OpenVinoException e) {
      throw new EngineException(e.getMessage(), e);
    }
  }

  /** What a model says about one picture. */
  public static final class Prediction {
    private final ModelInfo info;
    private final Map<String, String> provenance;
    private final List<RawOutput> outputs;
    private final Optional<BoxMapping> picture;

    private Prediction(
        ModelInfo info,
        Map<String, String> provenance,
        List<RawOutput> outputs,
        Optional<BoxMapping> picture) {
      this.info = info;
      this.provenance = provenance;
      this.outputs = List.copyOf(outputs);
      this.picture = picture;
    }

    /** Everything that the model put out, in its order. */
    public List<RawOutput> outputs() {
      return outputs;
    }

    /**
     * The activated score of each class.
     *
     * @throws EngineException if the model is no classifier, or a score is no number
     */
    public float[] confidences() {
      Optional<ClassScores> scores = ClassScores.of(info);
      if (scores.isPresent()) {
        return scores.get().confidences(outputs.get(scores.get().output()).values());
      }
      throw new EngineException(
          "Model '"
              + info.name()
              + "' has no output with a score a class; its outputs are "
              + info.outputs()
              + ".");
    }

    /** The classes with the highest confidences, the best first. */
    public List<Integer> top(int count) {
      return Targets.parse("", count).resolve(confidences(), info.labels());
    }

    /**
     * The objects that a detector found with more than the model's confidence threshold, best
     * first.
     *
     * @param width columns of the picture
     * @param height rows of the picture
     * @return boxes in pixels of the picture, clipped to it
     * @throws EngineException if the model is no detector whose outputs are understood
     */
    public List<Detection> detections(int width, int height) {
      Detections reader = Detections.of(info);
      return reader
          .mapping(width, height)
          .toPicture(reader.decode(outputs, reader.settings().confidence()));
    }

    /**
     * The maps of a model with an output {@code saliency_map}. Maps that were scaled in the network
     * hold whole numbers from 0 to 255. They are of the whole picture, as {@link Explanation}
     * tells.
     *
     * @throws EngineException if the model has none
     */
    public List<Explanation> explanations(Targets targets) {
      int index = 0;
      while (index < outputs.size()
          && info.outputs().get(index).role() != OutputRole.SALIENCY_MAP) {
        index++;
      }
      if (index == outputs.size()) {
        throw new EngineException(
            "Model '"
                + info.name()
                + "' has no output saliency_map. Put one in with the XAI Inserter.");
      }
      RawOutput maps = outputs.get(index);
      int height = maps.shape().get(maps.shape().size() - 2);
      int width = maps.shape().get(maps.shape().size() - 1);
      int size = height * width;
      int count = maps.values().length / size;
      boolean classifier = info.outputs().stream().anyMatch(o -> o.role() == OutputRole.SCORES);
      float[] confidences = classifier ? confidences() : greatest(maps.values(), size);
      return targets.resolve(confidences, info.labels()).stream()
          .map(
              target -> {
                int map = count == 1 ? 0 : target;
                if (map >= count) {
                  throw new EngineException(
                      "Class " + target + " has no map: the model puts out " + count + " maps.");
                }
                return new Explanation(
                    target,
                    info.label(target),
                    confidences[target],
                    new SaliencyMap(
                        height,
                        width,
                        Arrays.copyOfRange(maps.values(), map * size, (map + 1) * size)),
                    provenance.getOrDefault(XaiInserter.METHOD, ""),
                    provenance.getOrDefault(XaiInserter.LAYER, ""),
                    1);
              })
          .map(e -> picture.map(e::onPicture).orElse(e))
          .toList();
    }

    private static float[] greatest(float[] maps, int size) {
      float[] greatest = new float[maps.length / size];
      for (int k = 0; k < greatest.length; k++) {
        greatest[k] = maps[k * size];
        for (int i = 1; i < size; i++) {
          greatest[k] = Math.max(greatest[k], maps[k * size + i]);
        }
      }
      return greatest;
    }
  }

  @Override
  public void close() {
    request.close();
    compiled.close();
  }
}
