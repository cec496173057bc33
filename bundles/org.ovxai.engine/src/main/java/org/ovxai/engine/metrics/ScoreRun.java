package org.ovxai.engine.metrics;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.blackbox.Inferences;
import org.ovxai.engine.model.Activation;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.OutputRole;
import org.ovxai.openvino.InferRequest;

/**
 * Asks a classifier for the scores of many series of pictures. The network runs without a break
 * from the first picture of the first series to the last of the last: no step waits for another.
 */
public final class ScoreRun {
  private final Inferences inferences;
  private final int output;
  private final Activation activation;

  /**
   * A series whose scores are wanted.
   *
   * @param series the pictures
   * @param target the class
   * @param scores takes the confidences of the class, one a picture, after the model's activation;
   *     NaN where the network gave no number
   */
  public record Request(Series series, int target, Consumer<double[]> scores) {}

  /**
   * Scores of a model.
   *
   * @throws EngineException if the model has no output with a score a class
   */
  public ScoreRun(Inferences inferences, ModelInfo info) {
    this.inferences = inferences;
    activation = info.activation();
    int scores = 0;
    while (scores < info.outputs().size()
        && info.outputs().get(scores).role() != OutputRole.SCORES) {
      scores++;
    }
    if (scores == info.outputs().size()) {
      throw new EngineException(
          "Model '"
              + info.name()
              + "' has no output with a score a class; its outputs are "
              + info.outputs()
              + ".");
    }
    output = scores;
  }

  /**
   * Works through all requests. The next one is asked for while the pictures of the former are
   * still being inferred.
   *
   * @param check called before each inference; what it throws ends the work
   */
  public void run(Iterator<Request> requests, Runnable check) {
    inferences.run(new Queue(requests), check);
  }

  /** A request under way. */
  private static final class Running {
    private final Request request;
    private final double[] scores;

    Running(Request request) {
      this.request = request;
      scores = new double[request.series().length()];
    }
  }

  private record Job(Running running, int index) {}

  private final class Queue implements Inferences.Work<Job> {
    private final Iterator<Request> requests;
    private Optional<Running> current = Optional.empty();
    private int next;

    Queue(Iterator<Request> requests) {
      this.requests = requests;
    }

    @Override
    public Optional<Job> next() {
      while (current.isEmpty() || next == current.get().scores.length) {
        if (!requests.hasNext()) {
          return Optional.empty();
        }
        current = Optional.of(new Running(requests.next()));
        next = 0;
      }
      return Optional.of(new Job(current.get(), next++));
    }

    @Override
    public void fill(Job job, float[] input) {
      job.running().request.series().write(job.index(), input);
    }

    @Override
    public void done(Job job, InferRequest outputs) {
      float[] confidences = activation.apply(outputs.output(output).toFloatArray());
      Running running = job.running();
      running.scores[job.index()] = confidences[running.request.target()];
      if (job.index() == running.scores.length - 1) {
        running.request.scores().accept(running.scores);
      }
    }
  }
}
