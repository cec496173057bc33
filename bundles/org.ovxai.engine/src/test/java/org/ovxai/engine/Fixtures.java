package org.ovxai.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.Npy;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.model.Activation;
import org.ovxai.engine.model.ColorOrder;
import org.ovxai.engine.model.DetectionOptions;
import org.ovxai.engine.model.InferenceOptions;
import org.ovxai.engine.model.Interpolation;
import org.ovxai.engine.model.LabelSource;
import org.ovxai.engine.model.Preprocessing;
import org.ovxai.engine.model.ReadOptions;
import org.ovxai.engine.model.ResizeMode;
import org.ovxai.openvino.CompileOptions;
import org.ovxai.openvino.CompiledModel;
import org.ovxai.openvino.Core;
import org.ovxai.openvino.ElementType;
import org.ovxai.openvino.InferRequest;
import org.ovxai.openvino.Model;
import org.ovxai.openvino.Tensor;

/**
 * What several tests need: the repository's model and photos, and networks run without the engine.
 */
public final class Fixtures {
  private static final Path EXPLAIN_PHOTOS =
      Path.of(System.getProperty("ovxai.root"), "test-workflows", "explain-photos", "data");

  private Fixtures() {}

  public static Path efficientNet() {
    return EXPLAIN_PHOTOS.resolve("efficientnet_lite0").resolve("efficientnet_lite0.xml");
  }

  public static Path nanoDet() {
    return EXPLAIN_PHOTOS.resolve("../../detect-and-explain/data/nanodet_g/nanodet_g.xml");
  }

  public static Path photo(String name) {
    return EXPLAIN_PHOTOS.resolve("images").resolve(name + ".jpg");
  }

  public static RgbImage image(String name) {
    return ImageFiles.read(photo(name));
  }

  /** EfficientNet-Lite0's own preprocessing. */
  public static ReadOptions efficientNetOptions() {
    return efficientNetOptions(ResizeMode.STANDARD);
  }

  /** EfficientNet-Lite0's own preprocessing, but for the way to give pictures the input's size. */
  public static ReadOptions efficientNetOptions(ResizeMode mode) {
    return options(efficientNet(mode), Optional.empty(), InferenceOptions.defaults());
  }

  /** EfficientNet-Lite0's own preprocessing, and this activation. */
  public static ReadOptions efficientNetOptions(Activation activation) {
    return options(
        efficientNet(ResizeMode.STANDARD), Optional.of(activation), InferenceOptions.defaults());
  }

  /** EfficientNet-Lite0's own preprocessing, and this number of threads. */
  public static ReadOptions efficientNetOptions(int threads) {
    return options(
        efficientNet(ResizeMode.STANDARD),
        Optional.empty(),
        new InferenceOptions("CPU", "f32", threads, Optional.empty()));
  }

  private static Preprocessing efficientNet(ResizeMode mode) {
    return new Preprocessing(
        ColorOrder.RGB, mode, Interpolation.LINEAR, 0, List.of(127.0), List.of(128.0));
  }

  /** NanoDet-g's own preprocessing. */
  public static ReadOptions nanoDetOptions() {
    return options(
        new Preprocessing(
            ColorOrder.BGR,
            ResizeMode.STANDARD,
            Interpolation.LINEAR,
            0,
            List.of(103.53, 116.28, 123.675),
            List.of(57.375, 57.12, 58.395)),
        Optional.empty(),
        InferenceOptions.defaults());
  }

  private static ReadOptions options(
      Preprocessing preprocessing, Optional<Activation> activation, InferenceOptions inference) {
    return new ReadOptions(
        Optional.empty(),
        true,
        preprocessing,
        Optional.empty(),
        Optional.empty(),
        activation,
        new LabelSource.Auto(),
        inference,
        DetectionOptions.automatic(),
        Optional.empty());
  }

  public static Map<String, NpyArray> reference(String name) throws IOException {
    try (InputStream in = Fixtures.class.getResourceAsStream("/references/" + name)) {
      return Npy.readArchive(in.readAllBytes());
    }
  }

  /** Part {@code index} of an array whose first dimension counts the parts. */
  public static float[] part(NpyArray array, int index) {
    int size = array.values().length / array.shape()[0];
    float[] part = new float[size];
    System.arraycopy(array.floats(), index * size, part, 0, size);
    return part;
  }

  /** The outputs of a network with one input, computed by OpenVINO in f32. */
  public static List<float[]> run(IrModel network, Tensor input) {
    return run(
        network,
        (request, outputs) -> {
          request.setInput(0, input);
          request.infer();
          return IntStream.range(0, outputs)
              .mapToObj(i -> request.output(i).toFloatArray())
              .toList();
        });
  }

  /** The first output of a network for each of several inputs. */
  public static List<float[]> runEach(IrModel network, List<Tensor> inputs) {
    return run(
        network,
        (request, outputs) ->
            inputs.stream()
                .map(
                    input -> {
                      request.setInput(0, input);
                      request.infer();
                      return request.output(0).toFloatArray();
                    })
                .toList());
  }

  private static List<float[]> run(
      IrModel network, BiFunction<InferRequest, Integer, List<float[]>> inferences) {
    try (Tensor weights =
            Tensor.wrap(network.weights(), ElementType.U8, network.weights().capacity());
        Model model = Core.shared().readModel(network.toXml(), weights);
        CompiledModel compiled = Core.shared().compile(model, CompileOptions.defaults());
        InferRequest request = compiled.createInferRequest()) {
      return inferences.apply(request, compiled.outputs().size());
    }
  }

  public static Tensor tensor(float[] values, long... shape) {
    ByteBuffer memory =
        ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.nativeOrder());
    memory.asFloatBuffer().put(values);
    return Tensor.wrap(memory, ElementType.F32, shape);
  }

  /** The largest difference of two arrays, as a share of the range of the first. */
  public static double difference(float[] expected, float[] found) {
    if (expected.length != found.length) {
      throw new AssertionError(expected.length + " values expected, " + found.length + " found");
    }
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      min = Math.min(min, expected[i]);
      max = Math.max(max, expected[i]);
      worst = Math.max(worst, Math.abs(expected[i] - found[i]));
    }
    return worst / (max - min);
  }
}
