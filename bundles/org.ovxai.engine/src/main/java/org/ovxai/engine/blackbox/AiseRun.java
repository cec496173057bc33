package org.ovxai.engine.blackbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.openvino.InferRequest;

/**
 * Runs the searches of all targets of a picture side by side: whenever one has a round of places to
 * try, they are queued; what another search has tried already is shared.
 */
final class AiseRun implements Inferences.Work<AiseRun.Job> {
  /** What is remembered for other targets; what does not fit is tried again. */
  private static final long MOST_SHARED = 64L << 20;

  private final InputInfo shape;
  private final float[] picture;
  private final boolean deletes;
  private final Function<InferRequest, double[]> scores;
  private final Progress progress;
  private final int atMost;
  private final List<AiseSearch> searches;
  private final long bytesPerTrial;
  private final Map<AisePlace, Trial> trials = new HashMap<>();
  private final Deque<Job> jobs = new ArrayDeque<>();
  private int inferences;

  /** A version of the picture: a place kept, or deleted. */
  record Job(AisePlace place, Trial trial, boolean keep) {}

  /** What a place is worth for each target, and who waits to know. */
  private static final class Trial {
    final List<Round> waiting = new ArrayList<>();
    Optional<double[]> one = Optional.empty();
    Optional<double[]> worth = Optional.empty();

    /** Takes the scores of one version; the other version's are here already, or will come. */
    void take(double[] scores, boolean keep, boolean deletes) {
      if (deletes && one.isEmpty()) {
        one = Optional.of(scores);
        return;
      }
      for (int i = 0; deletes && i < scores.length; i++) {
        scores[i] = keep ? scores[i] - one.get()[i] : one.get()[i] - scores[i];
      }
      one = Optional.empty();
      worth = Optional.of(scores);
    }
  }

  /** The places that a search tries at a time. */
  private static final class Round {
    final AiseSearch search;
    final List<AisePlace> places;
    final List<Trial> trials = new ArrayList<>();
    int missing;

    Round(AiseSearch search, List<AisePlace> places) {
      this.search = search;
      this.places = places;
    }
  }

  /**
   * Begins.
   *
   * @param deletes whether a place is also deleted, and the score of that subtracted
   * @param scores a score a target, in a new array
   */
  AiseRun(
      List<AiseSearch> searches,
      InputInfo shape,
      float[] picture,
      boolean deletes,
      int atMost,
      Function<InferRequest, double[]> scores,
      Progress progress) {
    this.searches = searches;
    this.shape = shape;
    this.picture = picture;
    this.deletes = deletes;
    this.atMost = atMost;
    this.scores = scores;
    this.progress = progress;
    long targets = searches.stream().mapToInt(AiseSearch::target).distinct().count();
    bytesPerTrial = targets * Double.BYTES;
    searches.forEach(this::begin);
  }

  private void begin(AiseSearch search) {
    for (List<AisePlace> places = search.round(); !places.isEmpty(); places = search.round()) {
      Round round = new Round(search, places);
      places.forEach(place -> want(place, round));
      if (round.missing > 0) {
        return;
      }
      finish(round);
    }
  }

  private void want(AisePlace place, Round round) {
    Trial trial = trials.get(place);
    if (trial == null) {
      trial = new Trial();
      if ((trials.size() + 1) * bytesPerTrial <= MOST_SHARED) {
        trials.put(place, trial);
      }
      jobs.add(new Job(place, trial, true));
      if (deletes) {
        jobs.add(new Job(place, trial, false));
      }
    }
    round.trials.add(trial);
    if (trial.worth.isEmpty()) {
      trial.waiting.add(round);
      round.missing++;
    }
  }

  private void finish(Round round) {
    int target = round.search.target();
    round.search.tried(
        round.places,
        round.trials.stream().mapToDouble(trial -> trial.worth.get()[target]).toArray());
  }

  @Override
  public Optional<Job> next() {
    return Optional.ofNullable(jobs.poll());
  }

  @Override
  public void fill(Job job, float[] input) {
    job.place().apply(picture, shape, job.keep(), input);
  }

  @Override
  public void done(Job job, InferRequest outputs) {
    job.trial().take(scores.apply(outputs), job.keep(), deletes);
    progress.done(++inferences, atMost);
    if (job.trial().worth.isPresent()) {
      List<Round> waiting = List.copyOf(job.trial().waiting);
      job.trial().waiting.clear();
      for (Round round : waiting) {
        if (--round.missing == 0) {
          finish(round);
          begin(round.search);
        }
      }
    }
  }

  /** The result of a target, from all its searches. */
  AiseResult result(int target) {
    List<AiseSearch> some = searches.stream().filter(s -> s.target() == target).toList();
    int tries = some.stream().mapToInt(AiseSearch::tries).sum();
    return new AiseResult(
        target, AiseSearch.map(some, shape.height(), shape.width()), deletes ? 2 * tries : tries);
  }
}
