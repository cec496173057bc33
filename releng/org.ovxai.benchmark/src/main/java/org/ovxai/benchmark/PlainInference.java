package org.ovxai.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.ovxai.engine.Networks;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.openvino.CompileOptions;
import org.ovxai.openvino.CompiledModel;
import org.ovxai.openvino.ElementType;
import org.ovxai.openvino.InferRequest;
import org.ovxai.openvino.PerformanceHint;

/**
 * The model's own throughput: OpenVINO's throughput hint, as many requests as that asks for, all on
 * one picture, with the model's number of threads.
 */
final class PlainInference implements AutoCloseable {
  static final int COUNT = 150;

  private final CompiledModel compiled;
  private final List<InferRequest> requests = new ArrayList<>();

  PlainInference(VisionModel model, float[] picture) {
    ModelInfo info = model.info();
    CompileOptions options =
        CompileOptions.defaults()
            .withDevice(info.inference().device())
            .withHint(PerformanceHint.THROUGHPUT)
            .withPrecision(ElementType.F32);
    int threads = info.inference().threads();
    compiled =
        Networks.compile(
            IrModel.read(model.xml()), threads > 0 ? options.withThreads(threads) : options);
    for (int i = 0; i < compiled.optimalNumberOfRequests(); i++) {
      InferRequest request = compiled.createInferRequest();
      Preprocessor.put(picture, info.input(), request.input(0).buffer());
      requests.add(request);
    }
  }

  /** Seconds an inference when many run, from {@value #COUNT} of them. */
  double secondsPerInference() {
    requests.forEach(InferRequest::startAsync);
    requests.forEach(InferRequest::await);
    long start = System.nanoTime();
    int started = 0;
    for (InferRequest request : requests) {
      request.startAsync();
      started++;
    }
    int next = 0;
    for (int done = 0; done < COUNT; done++) {
      InferRequest request = requests.get(next);
      request.await();
      if (started < COUNT) {
        request.startAsync();
        started++;
      }
      next = (next + 1) % requests.size();
    }
    return (System.nanoTime() - start) / 1e9 / COUNT;
  }

  @Override
  public void close() {
    requests.forEach(InferRequest::close);
    compiled.close();
  }
}
