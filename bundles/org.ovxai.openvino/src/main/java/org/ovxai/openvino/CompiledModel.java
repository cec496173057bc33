package org.ovxai.openvino;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A model made ready for a device. May be shared between threads. */
public final class CompiledModel implements AutoCloseable {
  private final Handle handle;
  private final Optional<ByteBuffer> weights;
  private final List<Port> inputs;
  private final List<Port> outputs;

  CompiledModel(Pointer pointer, Optional<ByteBuffer> weights) {
    OpenVinoC c = OpenVino.c();
    handle = new Handle("The compiled model", pointer, c::ov_compiled_model_free);
    this.weights = weights;
    long inputsCount =
        OpenVino.size("Counting the inputs", p -> c.ov_compiled_model_inputs_size(pointer, p));
    inputs = Port.all(pointer, inputsCount, c::ov_compiled_model_input_by_index);
    long outputsCount =
        OpenVino.size("Counting the outputs", p -> c.ov_compiled_model_outputs_size(pointer, p));
    outputs = Port.all(pointer, outputsCount, c::ov_compiled_model_output_by_index);
  }

  /** The inputs, in the order of the model. */
  public List<Port> inputs() {
    return inputs;
  }

  /** The outputs, in the order of the model. */
  public List<Port> outputs() {
    return outputs;
  }

  /** A new request; several may run at the same time. */
  public InferRequest createInferRequest() {
    synchronized (handle) {
      return new InferRequest(
          OpenVino.create(
              "Creating an infer request",
              request ->
                  OpenVino.c().ov_compiled_model_create_infer_request(handle.get(), request)),
          this);
    }
  }

  /**
   * A property under OpenVINO's name, such as {@code EXECUTION_DEVICES}.
   *
   * @throws OpenVinoException if there is no such property
   */
  public String property(String name) {
    synchronized (handle) {
      return OpenVino.text(
          "Getting the property " + name,
          value -> OpenVino.c().ov_compiled_model_get_property(handle.get(), name, value));
    }
  }

  /** How many requests should run at the same time for the most inferences a second. */
  public int optimalNumberOfRequests() {
    return Integer.parseInt(property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"));
  }

  @Override
  public void close() {
    handle.close();
  }
}
