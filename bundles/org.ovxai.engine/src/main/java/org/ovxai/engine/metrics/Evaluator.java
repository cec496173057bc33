package org.ovxai.engine.metrics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.blackbox.Inferences;
import org.ovxai.engine.detection.BoxMapping;
import org.ovxai.engine.image.MapSize;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.OutputRole;
import org.ovxai.engine.model.VisionModel;

/**
 * Measures many maps of a model. The network is compiled once, and runs on the pictures of the next
 * map while the last of the former are under way. One thread at a time may use an evaluator.
 */
public final class Evaluator implements AutoCloseable {
  private static final String CONSTANT = "the map is constant";

  private final InputInfo input;
  private final MetricOptions options;
  private final Optional<Inferences> inferences;
  private final Optional<ScoreRun> scores;

  /**
   * Takes the measures of a map. Called in the order of the maps.
   *
   * @param <K> names a map
   */
  public interface Results<K> {
    /**
     * The measures of a map.
     *
     * @param values one for each metric that was asked for
     */
    void accept(K key, Map<Metric, MetricValue> values);
  }

  /**
   * A map to measure, or the reason why it cannot be.
   *
   * @param <K> names a map
   */
  public record Item<K>(K key, Optional<Subject> subject, String reason) {
    /** A map to measure. */
    public static <K> Item<K> of(K key, Subject subject) {
      return new Item<>(key, Optional.of(subject), "");
    }

    /** A map that gets missing values. */
    public static <K> Item<K> missing(K key, String reason) {
      return new Item<>(key, Optional.empty(), reason);
    }
  }

  /**
   * An evaluator for a model.
   *
   * @throws EngineException if the network is to run and OpenVINO refuses it
   */
  public Evaluator(VisionModel model, MetricOptions options) {
    this.options = options;
    input = model.info().input();
    boolean run =
        options.any(Metric.CURVES)
            || options.any(Metric.ADCC_PARTS)
            || options.metrics().contains(Metric.ROAD);
    boolean classifier =
        model.info().outputs().stream().anyMatch(o -> o.role() == OutputRole.SCORES);
    inferences = run && classifier ? Optional.of(Inferences.open(model)) : Optional.empty();
    scores = inferences.map(i -> new ScoreRun(i, model.info()));
  }

  /**
   * Measures maps.
   *
   * @param items asked for one by one, while the network runs on the former
   * @param check called between inferences; what it throws ends the work
   */
  public <K> void evaluate(Iterator<Item<K>> items, Results<K> results, Runnable check) {
    Work<K> work = new Work<>(items, results, check);
    if (scores.isPresent()) {
      scores.get().run(work, check);
    } else {
      while (work.hasNext()) {
        work.next();
      }
    }
    work.emit();
  }

  private boolean compatible() {
    return options.definition() == Definition.COMPATIBLE;
  }

  private BoxMapping mapping(RgbImage picture) {
    return new BoxMapping(input, picture.width(), picture.height());
  }

  /** A picture's map where pixels are changed: in the picture, or in the network's input. */
  private Importance importance(SaliencyMap map, RgbImage picture) {
    return compatible()
        ? Importance.of(map, picture.height(), picture.width(), Definition.COMPATIBLE)
        : inInput(map, picture);
  }

  private Importance inInput(SaliencyMap map, RgbImage picture) {
    return Importance.of(
        mapping(picture).toInput(map), input.height(), input.width(), options.definition());
  }

  /** The requests of all maps; gives the results on as soon as those of the first are complete. */
  private final class Work<K> implements Iterator<ScoreRun.Request> {
    private final Iterator<Item<K>> items;
    private final Results<K> results;
    private final Runnable check;
    private final Deque<Measured<K>> pending = new ArrayDeque<>();
    private final Deque<ScoreRun.Request> requests = new ArrayDeque<>();

    Work(Iterator<Item<K>> items, Results<K> results, Runnable check) {
      this.items = items;
      this.results = results;
      this.check = check;
    }

    @Override
    public boolean hasNext() {
      while (requests.isEmpty() && items.hasNext()) {
        check.run();
        Measured<K> measured = new Measured<>(items.next());
        pending.add(measured);
        measured.begin(this);
        emit();
      }
      return !requests.isEmpty();
    }

    @Override
    public ScoreRun.Request next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return requests.poll();
    }

    void emit() {
      while (!pending.isEmpty() && pending.peek().open == 0) {
        Measured<K> first = pending.poll();
        results.accept(first.item.key(), first.values);
      }
    }
  }

  /** A map, and what is known of it. */
  private final class Measured<K> {
    private final Item<K> item;
    private final Map<Metric, MetricValue> values = new EnumMap<>(Metric.class);
    private int open;

    Measured(Item<K> item) {
      this.item = item;
      options.metrics().forEach(m -> values.put(m, MetricValue.missing(item.reason())));
    }

    void begin(Work<K> work) {
      item.subject().ifPresent(subject -> begin(subject, work));
    }

    private void begin(Subject subject, Work<K> work) {
      locate(subject);
      put(Metric.SPARSENESS, () -> Sparseness.of(subject.map()));
      if (scores.isEmpty()) {
        reject("the model gives no score a class");
      } else if (subject.map().min() == subject.map().max()) {
        reject(CONSTANT);
      } else {
        request(subject, work);
      }
    }

    private void locate(Subject subject) {
      if (!options.any(Metric.LOCALISATION)) {
        return;
      }
      if (subject.boxes().isEmpty()) {
        Metric.LOCALISATION.forEach(m -> put(m, () -> MetricValue.missing(subject.withoutBoxes())));
        return;
      }
      int height = subject.picture().height();
      int width = subject.picture().width();
      Importance map = Importance.of(subject.map(), height, width, options.definition());
      put(Metric.POINTING_GAME, () -> PointingGame.hit(map, subject.boxes(), options.definition()));
      put(Metric.ENERGY, () -> PointingGame.energy(map, subject.boxes()));
      put(
          Metric.GRID,
          () ->
              PointingGame.grid(
                  MapSize.resized(subject.map(), height, width),
                  subject.boxes(),
                  options.gridCells()));
    }

    private void put(Metric metric, Supplier<MetricValue> value) {
      if (options.metrics().contains(metric)) {
        values.put(metric, value.get());
      }
    }

    private void reject(String reason) {
      for (Set<Metric> group : List.of(Metric.CURVES, Metric.ADCC_PARTS, Set.of(Metric.ROAD))) {
        group.forEach(m -> put(m, () -> MetricValue.missing(reason)));
      }
    }

    private void request(Subject subject, Work<K> work) {
      RgbImage picture = subject.picture();
      float[] tensor = Preprocessor.floats(picture, input);
      Importance map = importance(subject.map(), picture);
      if (options.any(Metric.CURVES)) {
        InsertionDeletion curves = new InsertionDeletion(input, options.curves());
        add(
            work,
            compatible()
                ? curves.request(picture, map.order(), subject.target(), this::curves)
                : curves.request(tensor, map.order(), subject.target(), this::curves));
      }
      if (options.metrics().contains(Metric.ROAD)) {
        int[] order = inInput(subject.map(), picture).order();
        add(
            work,
            new ScoreRun.Request(
                Road.pictures(tensor, order, input),
                subject.target(),
                s -> put(Metric.ROAD, () -> Road.of(s))));
      }
      if (options.any(Metric.ADCC_PARTS)) {
        float[] masked =
            compatible() ? Adcc.masked(picture, map, input) : Adcc.masked(tensor, map, input);
        add(
            work,
            new ScoreRun.Request(
                Adcc.pictures(tensor, masked),
                subject.target(),
                s -> adcc(subject, map, masked, s, work.check)));
      }
    }

    private void add(Work<K> work, ScoreRun.Request request) {
      open++;
      work.requests.add(
          new ScoreRun.Request(
              request.series(),
              request.target(),
              s -> {
                request.scores().accept(s);
                open--;
                work.emit();
              }));
    }

    private void curves(InsertionDeletion.Curves curves) {
      put(Metric.INSERTION, curves::insertionAuc);
      put(Metric.DELETION, curves::deletionAuc);
      put(Metric.DELTA, curves::delta);
    }

    private void adcc(Subject subject, Importance map, float[] masked, double[] s, Runnable check) {
      Adcc adcc;
      try {
        SaliencyMap again = subject.method().explain(masked, subject.target(), check);
        SaliencyMap onPicture = mapping(subject.picture()).toPicture(again);
        adcc = Adcc.of(map, s[0], s[1], importance(onPicture, subject.picture()));
      } catch (EngineException e) {
        adcc = Adcc.unexplained(map, s[0], s[1], e.getMessage());
      }
      put(Metric.ADCC, adcc::adcc);
      put(Metric.COHERENCY, adcc::coherency);
      put(Metric.COMPLEXITY, adcc::complexity);
      put(Metric.AVERAGE_DROP, adcc::averageDrop);
    }
  }

  @Override
  public void close() {
    inferences.ifPresent(Inferences::close);
  }
}
