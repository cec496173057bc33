package org.ovxai.engine.blackbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Networks;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.openvino.CompileOptions;
import org.ovxai.openvino.CompiledModel;
import org.ovxai.openvino.InferRequest;
import org.ovxai.openvino.OpenVinoException;

/**
 * Runs a network on many versions of a picture, as many at a time as the machine does best.
 *
 * <p>Each inference has one thread of its own, so that results are the same to the bit however many
 * run side by side. The network is compiled once. One thread at a time may use it.
 */
public final class Inferences implements AutoCloseable {
  private static final int MEASURED = 16;

  private final InputInfo input;
  private final float[] scratch;
  private final CompiledModel compiled;
  private final List<InferRequest> requests = new ArrayList<>();

  private Inferences(VisionModel model) {
    input = model.info().input();
    scratch = new float[input.channels() * input.height() * input.width()];
    IrModel network = IrModel.read(model.xml());
    CompileOptions options = Networks.throughput(model.info().inference());
    compiled = Networks.compile(network, options);
    int inFlight = 2 * options.streams().orElse(1);
    for (int i = 0; i < inFlight; i++) {
      requests.add(compiled.createInferRequest());
    }
  }

  /**
   * A network made ready.
   *
   * @throws EngineException if OpenVINO refuses it
   */
  public static Inferences open(VisionModel model) {
    try {
      return new Inferences(model);
    } catch (OpenVinoException e) {
      throw new EngineException(e.getMessage(), e);
    }
  }

  /**
   * What to infer. All methods are called by the thread that called {@link #run}.
   *
   * @param <T> describes one version of the picture
   */
  public interface Work<T> {
    /** The next version; empty if there is none before an earlier result is in, or none at all. */
    Optional<T> next();

    /**
     * Writes the network's input, all of it.
     *
     * @param input preprocessed values in the network's layout; what stands in it is undefined
     */
    void fill(T job, float[] input);

    /**
     * Takes what the network gave. Called in the order in which {@link #next} gave the versions.
     *
     * @param outputs all outputs in the network's order; only until this method returns
     */
    void done(T job, InferRequest outputs);
  }

  /**
   * Works until there is no next version and everything was taken.
   *
   * @param check called before each inference; what it throws ends the work
   */
  public <T> void run(Work<T> work, Runnable check) {
    Deque<InferRequest> free = new ArrayDeque<>(requests);
    Deque<InferRequest> running = new ArrayDeque<>();
    Deque<T> jobs = new ArrayDeque<>();
    try {
      while (true) {
        check.run();
        Optional<T> next = free.isEmpty() ? Optional.empty() : work.next();
        if (next.isPresent()) {
          InferRequest request = free.poll();
          work.fill(next.get(), scratch);
          Preprocessor.put(scratch, input, request.input(0).buffer());
          request.startAsync();
          running.add(request);
          jobs.add(next.get());
        } else if (running.isEmpty()) {
          return;
        } else {
          InferRequest request = running.poll();
          request.await();
          work.done(jobs.poll(), request);
          free.push(request);
        }
      }
    } catch (OpenVinoException e) {
      throw new EngineException(e.getMessage(), e);
    } finally {
      running.forEach(Inferences::abandon);
    }
  }

  /**
   * Runs the network once.
   *
   * @param values the network's input
   * @param reader takes what it needs of the outputs
   * @param check called before the inference; what it throws ends the work
   */
  public <T> T single(float[] values, Function<InferRequest, T> reader, Runnable check) {
    List<T> result = new ArrayList<>();
    Iterator<float[]> once = List.of(values).iterator();
    run(
        new Work<float[]>() {
          @Override
          public Optional<float[]> next() {
            return once.hasNext() ? Optional.of(once.next()) : Optional.empty();
          }

          @Override
          public void fill(float[] job, float[] target) {
            System.arraycopy(job, 0, target, 0, target.length);
          }

          @Override
          public void done(float[] job, InferRequest outputs) {
            result.add(reader.apply(outputs));
          }
        },
        check);
    return result.get(0);
  }

  /**
   * How long an inference takes when many run, in seconds, measured on a black picture with about
   * twenty inferences.
   */
  public double secondsPerInference() {
    int warmUp = 2 * requests.size();
    int[] given = {0};
    long[] start = {0};
    run(
        new Work<Integer>() {
          @Override
          public Optional<Integer> next() {
            return given[0] < warmUp + MEASURED ? Optional.of(given[0]++) : Optional.empty();
          }

          @Override
          public void fill(Integer job, float[] target) {
            Arrays.fill(target, 0);
          }

          @Override
          public void done(Integer job, InferRequest outputs) {
            if (job == warmUp - 1) {
              start[0] = System.nanoTime();
            }
          }
        },
        () -> {});
    return (System.nanoTime() - start[0]) / 1e9 / MEASURED;
  }

  private static void abandon(InferRequest request) {
    request.cancel();
    try {
      request.await();
    } catch (OpenVinoException cancelled) {
      return;
    }
  }

  @Override
  public void close() {
    requests.forEach(InferRequest::close);
    compiled.close();
  }
}
