package org.ovxai.openvino;

import com.sun.jna.CallbackReference;
import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Runs a compiled model, one inference at a time. Belongs to one thread; only {@link #cancel()} may
 * be called from any.
 */
public final class InferRequest implements AutoCloseable {
  /** Native code refers to their callbacks, so they stay reachable until they are closed. */
  private static final Set<InferRequest> WITH_CALLBACK = ConcurrentHashMap.newKeySet();

  private static final ThreadLocal<InferRequest> IN_CALLBACK_OF = new ThreadLocal<>();

  private final Handle handle;
  private final CompiledModel model;
  private final Map<Object, ByteBuffer> inputMemory = new HashMap<>();
  private final Map<Object, Tensor> inputViews = new HashMap<>();
  private final Map<Object, Tensor> outputViews = new HashMap<>();
  private final OpenVinoC.Done nativeCallback = arguments -> runCallback();
  private final Memory nativeCallbackStructure = new Memory(2L * Native.POINTER_SIZE);
  private final AtomicReference<Throwable> callbackFailure = new AtomicReference<>();
  private volatile Runnable callback;
  private boolean started;

  InferRequest(Pointer pointer, CompiledModel model) {
    handle = new Handle("The infer request", pointer, InferRequest::cancelAndFree);
    this.model = model;
  }

  /**
   * Sets an input, without a copy: the content is read during the inference, not here. What {@link
   * #input} gave before for it is closed.
   *
   * @param index place in {@link CompiledModel#inputs()}
   * @throws OpenVinoException if there is no such input, type or shape do not fit the model, or an
   *     inference is running
   */
  public void setInput(int index, Tensor tensor) {
    int status =
        OpenVino.c()
            .ov_infer_request_set_input_tensor_by_index(handle.get(), index, tensor.pointer());
    if (status != 0) {
      throw OpenVino.failure(
          status, "Setting input " + index + " of the inputs " + model.inputs() + " to " + tensor);
    }
    keep(index, tensor);
    Tensor former = inputViews.remove(index);
    if (former != null) {
      former.close();
    }
  }

  /**
   * Sets an input, as {@link #setInput(int, Tensor)} does.
   *
   * @param name any name of the input
   */
  public void setInput(String name, Tensor tensor) {
    OptionalInt index = indexOf(name, model.inputs());
    if (index.isPresent()) {
      setInput(index.getAsInt(), tensor);
      return;
    }
    if (indexOf(name, model.outputs()).isPresent()) {
      throw new IllegalArgumentException(name + " is an output; the inputs are " + model.inputs());
    }
    OpenVino.check(
        OpenVino.c().ov_infer_request_set_tensor(handle.get(), name, tensor.pointer()),
        "Setting input " + name + " of the inputs " + model.inputs() + " to " + tensor);
    keep(name, tensor);
    closeViews(inputViews);
  }

  /**
   * The tensor that is input now: the one set last, else one of OpenVINO's own that can be written
   * to. It is closed with the request, or when the input is set.
   *
   * @param index place in {@link CompiledModel#inputs()}
   * @throws OpenVinoException if there is no such input
   */
  public Tensor input(int index) {
    return view(
        inputViews,
        index,
        () -> "Getting input " + index + " of the inputs " + model.inputs(),
        p -> OpenVino.c().ov_infer_request_get_input_tensor_by_index(handle.get(), index, p));
  }

  /**
   * An output of the last inference, without a copy. It is closed with the request, or when the
   * next inference starts.
   *
   * @param index place in {@link CompiledModel#outputs()}
   * @throws OpenVinoException if there is no such output, or an inference is running
   */
  public Tensor output(int index) {
    return view(
        outputViews,
        index,
        () -> "Getting output " + index + " of the outputs " + model.outputs(),
        p -> OpenVino.c().ov_infer_request_get_output_tensor_by_index(handle.get(), index, p));
  }

  /**
   * An output of the last inference, as {@link #output(int)}.
   *
   * @param name any name of the output
   */
  public Tensor output(String name) {
    OptionalInt index = indexOf(name, model.outputs());
    if (index.isPresent()) {
      return output(index.getAsInt());
    }
    if (indexOf(name, model.inputs()).isPresent()) {
      throw new IllegalArgumentException(name + " is an input; the outputs are " + model.outputs());
    }
    return view(
        outputViews,
        name,
        () -> "Getting output " + name + " of the outputs " + model.outputs(),
        p -> OpenVino.c().ov_infer_request_get_tensor(handle.get(), name, p));
  }

  /**
   * Runs the model and returns when it has finished.
   *
   * @throws OpenVinoException if it fails, is cancelled ({@link Status#INFER_CANCELLED}), or an
   *     inference is running already ({@link Status#REQUEST_BUSY})
   */
  public void infer() {
    Pointer request = handle.get();
    closeViews(outputViews);
    OpenVino.check(OpenVino.c().ov_infer_request_infer(request), "The inference");
  }

  /**
   * Starts the model and returns at once. {@link #await()} tells how it ended.
   *
   * @throws OpenVinoException if an inference is running already ({@link Status#REQUEST_BUSY})
   */
  public void startAsync() {
    Pointer request = handle.get();
    closeViews(outputViews);
    OpenVino.check(
        OpenVino.c().ov_infer_request_start_async(request), "The start of the inference");
    started = true;
  }

  /**
   * Waits until the inference that was started has finished and its callback has returned.
   *
   * @throws OpenVinoException if it failed or was cancelled ({@link Status#INFER_CANCELLED})
   * @throws IllegalStateException if the callback threw something, which is the cause, or no
   *     inference was started
   */
  public void await() {
    ended(OpenVino.c().ov_infer_request_wait(waitable()));
  }

  /**
   * Waits as {@link #await()} does, but no longer than the given time.
   *
   * @return whether the inference has finished
   */
  public boolean waitFor(Duration time) {
    int status = OpenVino.c().ov_infer_request_wait_for(waitable(), time.toMillis());
    if (status == Status.RESULT_NOT_READY.code()) {
      return false;
    }
    ended(status);
    return true;
  }

  /**
   * Asks a running inference to stop; {@link #infer()} or {@link #await()} then throws. Does
   * nothing if none is running or the request is closed. May be called from any thread.
   */
  public void cancel() {
    synchronized (handle) {
      if (handle.isOpen()) {
        OpenVino.check(
            OpenVino.c().ov_infer_request_cancel(handle.get()), "Cancelling the inference");
      }
    }
  }

  /**
   * Sets what is run whenever an inference that {@link #startAsync()} started has ended, well or
   * not. It runs in a thread of OpenVINO and must be short; it cannot wait for this request or
   * close it. What it throws is thrown by {@link #await()}.
   *
   * @throws OpenVinoException if an inference is running
   */
  public void onDone(Runnable action) {
    Pointer request = handle.get();
    if (callback == null) {
      Native.setCallbackThreadInitializer(
          nativeCallback, new CallbackThreadInitializer(true, false, "OpenVINO"));
      nativeCallbackStructure.setPointer(0, CallbackReference.getFunctionPointer(nativeCallback));
      nativeCallbackStructure.setPointer(Native.POINTER_SIZE, Pointer.NULL);
      OpenVino.check(
          OpenVino.c().ov_infer_request_set_callback(request, nativeCallbackStructure),
          "Setting what is run after the inference");
      WITH_CALLBACK.add(this);
    }
    callback = action;
  }

  /**
   * Stops what is running, and gives all back. A callback that runs already is waited for; one that
   * does not run yet may be left out.
   */
  @Override
  public void close() {
    refuseInCallback();
    handle.close();
    closeViews(inputViews);
    closeViews(outputViews);
    inputMemory.clear();
    WITH_CALLBACK.remove(this);
  }

  private static void cancelAndFree(Pointer request) {
    OpenVino.c().ov_infer_request_cancel(request);
    OpenVino.c().ov_infer_request_free(request);
  }

  private void runCallback() {
    IN_CALLBACK_OF.set(this);
    try {
      callback.run();
    } catch (Throwable failure) {
      callbackFailure.set(failure);
    } finally {
      IN_CALLBACK_OF.remove();
    }
  }

  private Pointer waitable() {
    refuseInCallback();
    Pointer request = handle.get();
    if (!started) {
      throw new IllegalStateException("There is nothing to wait for: startAsync was not called");
    }
    return request;
  }

  private void refuseInCallback() {
    if (IN_CALLBACK_OF.get() == this) {
      throw new IllegalStateException(
          "A callback cannot wait for the request that it is called by, or close it");
    }
  }

  private void ended(int status) {
    Throwable failure = callbackFailure.getAndSet(null);
    if (status != 0) {
      OpenVinoException exception = OpenVino.failure(status, "The inference");
      if (failure != null) {
        exception.addSuppressed(failure);
      }
      throw exception;
    }
    if (failure != null) {
      throw new IllegalStateException(
          "What was to run after the inference failed: " + failure, failure);
    }
  }

  private void keep(Object input, Tensor tensor) {
    tensor
        .memory()
        .ifPresentOrElse(memory -> inputMemory.put(input, memory), () -> inputMemory.remove(input));
  }

  private static Tensor view(
      Map<Object, Tensor> views, Object key, Supplier<String> asked, ToIntFunction<Pointer> get) {
    Tensor view = views.get(key);
    if (view == null || !view.isOpen()) {
      view = Tensor.of(OpenVino.create(asked, get));
      views.put(key, view);
    }
    return view;
  }

  private static void closeViews(Map<Object, Tensor> views) {
    views.values().forEach(Tensor::close);
    views.clear();
  }

  private static OptionalInt indexOf(String name, List<Port> ports) {
    return IntStream.range(0, ports.size())
        .filter(i -> ports.get(i).name().equals(name))
        .findFirst();
  }
}
