package org.ovxai.engine;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.ovxai.engine.whitebox.Masking;
import org.ovxai.engine.whitebox.Plan;
import org.ovxai.openvino.CompileOptions;
import org.ovxai.openvino.CompiledModel;
import org.ovxai.openvino.ElementType;
import org.ovxai.openvino.InferRequest;
import org.ovxai.openvino.Tensor;

/**
 * A network that was made ready for a white-box method, compiled: a picture in, scores and maps
 * out.
 */
abstract class MapRun implements AutoCloseable {
  private final CompiledModel compiled;
  final InferRequest request;

  private MapRun(CompiledModel compiled) {
    this.compiled = compiled;
    request = compiled.createInferRequest();
  }

  static MapRun of(Plan plan, CompileOptions options) {
    if (plan instanceof Plan.TwoNetworks two) {
      return new Two(two, options);
    }
    return new One((Plan.OneNetwork) plan, options);
  }

  /** The memory of the network's input. */
  Tensor input() {
    return request.input(0);
  }

  /**
   * Runs the network on what stands in the input.
   *
   * @param check throws a {@link CancellationException} when the run is to end; asked between two
   *     inferences
   */
  abstract Result run(Runnable check);

  /**
   * Everything that a picture gives.
   *
   * @param outputs the network's own outputs, as floats
   * @param maps the maps of all classes, or one for all, row by row; only until the next run
   * @param height rows of a map
   * @param width columns of a map
   * @param inferences how often a network ran
   */
  record Result(List<float[]> outputs, FloatBuffer maps, int height, int width, int inferences) {
    int count() {
      return maps.capacity() / (height * width);
    }

    /** The values of one map. */
    float[] map(int index) {
      float[] values = new float[height * width];
      maps.get(index * values.length, values);
      return values;
    }
  }

  List<float[]> outputs(int from, int to) {
    List<float[]> values = new ArrayList<>();
    for (int i = from; i < to; i++) {
      values.add(request.output(i).toFloatArray());
    }
    return values;
  }

  @Override
  public void close() {
    request.close();
    compiled.close();
  }

  private static final class One extends MapRun {
    private final int plainOutputs;

    One(Plan.OneNetwork plan, CompileOptions options) {
      super(Networks.compile(plan.network(), options));
      plainOutputs = plan.network().results().size() - 1;
    }

    @Override
    Result run(Runnable check) {
      check.run();
      request.infer();
      Tensor maps = request.output(plainOutputs);
      long[] shape = maps.shape();
      return new Result(
          outputs(0, plainOutputs),
          maps.asFloatBuffer(),
          (int) shape[shape.length - 2],
          (int) shape[shape.length - 1],
          1);
    }
  }

  /** A network cut in two. */
  static final class Two extends MapRun {
    private final Masking masking;
    private final int chunk;
    private final int tensors;
    private final int plainOutputs;
    private final CompiledModel compiledHead;
    private final InferRequest head;
    private final Tensor masks;

    Two(Plan.TwoNetworks plan, CompileOptions options) {
      super(Networks.compile(plan.front(), options));
      masking = plan.masking();
      chunk = plan.chunk();
      tensors = plan.tensors();
      plainOutputs = plan.front().results().size() - tensors;
      compiledHead = Networks.compile(plan.head(), options);
      head = compiledHead.createInferRequest();
      masks = Tensor.allocate(ElementType.F32, masking.masksShape(chunk));
      head.setInput("masks", masks);
    }

    @Override
    Result run(Runnable check) {
      runFront(check);
      float[] maps = new float[masking.cells() * masking.classes()];
      int inferences = 1;
      for (int first = 0; first < masking.cells(); first += chunk) {
        check.run();
        runHead(first, maps);
        inferences++;
      }
      return new Result(
          outputs(0, plainOutputs),
          FloatBuffer.wrap(maps),
          masking.height(),
          masking.width(),
          inferences);
    }

    private void runFront(Runnable check) {
      check.run();
      request.infer();
      for (int i = 0; i < tensors; i++) {
        head.setInput("cut" + i, request.output(plainOutputs + i));
      }
    }

    private void runHead(int first, float[] maps) {
      int cells = masking.cells();
      int classes = masking.classes();
      int count = Math.min(chunk, cells - first);
      masks.asFloatBuffer().put(masking.masks(first, count));
      head.infer();
      float[] scores = head.output(0).toFloatArray();
      for (int i = 0; i < count; i++) {
        for (int k = 0; k < classes; k++) {
          maps[k * cells + first + i] = scores[i * classes + k];
        }
      }
    }

    /** The network's own outputs, of the last run. */
    List<float[]> plainOutputs() {
      return outputs(0, plainOutputs);
    }

    /** The maps of a few cells, NaN in all others: enough to compare two ways of computing them. */
    float[] someCells() {
      runFront(() -> {});
      int cells = masking.cells();
      float[] maps = new float[cells * masking.classes()];
      Arrays.fill(maps, Float.NaN);
      for (int cell : new int[] {0, cells / 3, cells / 2, cells - 1}) {
        runHead(cell / chunk * chunk, maps);
      }
      return maps;
    }

    @Override
    public void close() {
      head.close();
      compiledHead.close();
      masks.close();
      super.close();
    }
  }
}
