package org.ovxai.engine;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.model.InferenceOptions;
import org.ovxai.openvino.CompileOptions;
import org.ovxai.openvino.CompiledModel;
import org.ovxai.openvino.Core;
import org.ovxai.openvino.ElementType;
import org.ovxai.openvino.Model;
import org.ovxai.openvino.PerformanceHint;
import org.ovxai.openvino.Tensor;

/** Compiles networks. */
public final class Networks {
  private Networks() {}

  /** A network made ready for a device. */
  public static CompiledModel compile(IrModel network, CompileOptions options) {
    ByteBuffer memory = network.weights();
    try (Tensor weights = Tensor.wrap(memory, ElementType.U8, memory.capacity());
        Model model = Core.shared().readModel(network.toXml(), weights)) {
      return Core.shared().compile(model, options);
    }
  }

  /** The options for one inference at a time. */
  public static CompileOptions options(InferenceOptions inference) {
    return options(inference, PerformanceHint.LATENCY);
  }

  /** The options for as many inferences at a time as there are cores, each with one thread. */
  public static CompileOptions throughput(InferenceOptions inference) {
    int threads =
        inference.threads() > 0 ? inference.threads() : Runtime.getRuntime().availableProcessors();
    return options(inference, PerformanceHint.THROUGHPUT).withStreams(threads).withThreads(threads);
  }

  private static CompileOptions options(InferenceOptions inference, PerformanceHint hint) {
    CompileOptions options =
        CompileOptions.defaults()
            .withDevice(inference.device())
            .withHint(hint)
            .withPrecision(ElementType.valueOf(inference.precision().toUpperCase(Locale.ROOT)));
    if (inference.threads() > 0) {
      options = options.withThreads(inference.threads());
    }
    return inference.cacheFolder().map(options::withCacheFolder).orElse(options);
  }
}
