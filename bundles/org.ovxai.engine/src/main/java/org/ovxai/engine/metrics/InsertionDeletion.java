package org.ovxai.engine.metrics;

import java.util.Arrays;
import java.util.function.Consumer;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.model.InputInfo;

/**
 * How the score follows the map when pixels are shown, or hidden, in the order of their importance
 * (Petsiuk et al., RISE, 2018).
 *
 * <p>A curve of {@code n} steps has {@code n + 1} scores: after {@code i} steps {@code floor(i *
 * pixels / n)} pixels were changed. Insertion begins with the baseline and ends with the picture,
 * deletion the other way round.
 */
public final class InsertionDeletion {
  private final InputInfo info;
  private final InputPixels pixels;
  private final Options options;

  /**
   * How curves are made.
   *
   * @param insertionSteps 1 or more
   * @param deletionSteps 1 or more
   * @param insertionBaseline what insertion begins with
   * @param deletionBaseline what deletion ends with
   */
  public record Options(
      int insertionSteps,
      int deletionSteps,
      Baseline insertionBaseline,
      Baseline deletionBaseline) {

    /** Checks the numbers of steps. */
    public Options {
      if (insertionSteps < 1 || deletionSteps < 1) {
        throw new IllegalArgumentException(
            "Curves of " + insertionSteps + " and " + deletionSteps + " steps have no area.");
      }
    }

    /** 30 steps each, from and to black, as openvino_xai has them. */
    public static Options compatible() {
      return new Options(30, 30, Baseline.BLACK, Baseline.BLACK);
    }

    /** Insertion into the blurred picture, deletion to the input's zero, as the paper has them. */
    public static Options paper(int insertionSteps, int deletionSteps) {
      return new Options(insertionSteps, deletionSteps, Baseline.BLUR, Baseline.ZERO);
    }
  }

  /**
   * The two curves of a map.
   *
   * @param insertion scores, from the baseline to the picture
   * @param deletion scores, from the picture to the baseline
   */
  public record Curves(double[] insertion, double[] deletion) {
    /** The area under the curve of insertion. */
    public MetricValue insertionAuc() {
      return auc(insertion);
    }

    /** The area under the curve of deletion. */
    public MetricValue deletionAuc() {
      return auc(deletion);
    }

    /** Insertion less deletion. */
    public MetricValue delta() {
      return MetricValue.combine(insertionAuc(), deletionAuc(), (i, d) -> i - d);
    }
  }

  /** Curves for a network's input. */
  public InsertionDeletion(InputInfo input, Options options) {
    info = input;
    pixels = new InputPixels(input);
    this.options = options;
  }

  /** How many inferences the curves of a map take. */
  public int inferences() {
    return options.insertionSteps() + options.deletionSteps() + 2;
  }

  /**
   * The request for both curves of a map. Pixels are changed in the network's input.
   *
   * @param tensor the preprocessed picture in the network's layout
   * @param order indices of its pixels, row by row, the most important first
   * @param target the class
   */
  public ScoreRun.Request request(
      float[] tensor, int[] order, int target, Consumer<Curves> curves) {
    check(order, pixels.count());
    return request(
        new Both(
            new Steps(
                new Tensor(options.insertionBaseline().of(tensor, pixels), tensor),
                order,
                options.insertionSteps()),
            new Steps(
                new Tensor(tensor.clone(), options.deletionBaseline().of(tensor, pixels)),
                order,
                options.deletionSteps())),
        target,
        curves);
  }

  /**
   * The request for both curves of a map. Pixels are changed in the picture, which is preprocessed
   * after each step.
   *
   * @param order indices of the picture's pixels, row by row, the most important first
   * @param target the class
   */
  public ScoreRun.Request request(
      RgbImage picture, int[] order, int target, Consumer<Curves> curves) {
    check(order, picture.width() * picture.height());
    return request(
        new Both(
            new Steps(
                canvas(options.insertionBaseline().of(picture), picture),
                order,
                options.insertionSteps()),
            new Steps(
                canvas(picture, options.deletionBaseline().of(picture)),
                order,
                options.deletionSteps())),
        target,
        curves);
  }

  /** A canvas on a copy of the picture; one of the input's size is preprocessed only once. */
  private Canvas canvas(RgbImage picture, RgbImage replacement) {
    if (picture.width() == info.width() && picture.height() == info.height()) {
      return new Tensor(Preprocessor.floats(picture, info), Preprocessor.floats(replacement, info));
    }
    return new Picture(
        new RgbImage(picture.width(), picture.height(), picture.data().clone()), replacement);
  }

  private static void check(int[] order, int count) {
    if (order.length != count) {
      throw new IllegalArgumentException(
          order.length + " pixels are ordered, and there are " + count + ".");
    }
  }

  private ScoreRun.Request request(Series both, int target, Consumer<Curves> curves) {
    int split = options.insertionSteps() + 1;
    return new ScoreRun.Request(
        both,
        target,
        scores ->
            curves.accept(
                new Curves(
                    Arrays.copyOf(scores, split),
                    Arrays.copyOfRange(scores, split, scores.length))));
  }

  /** The area under a curve over 0..1 by trapezoids; missing if a score is no number. */
  public static MetricValue auc(double[] scores) {
    double sum = -(scores[0] + scores[scores.length - 1]) / 2;
    for (double s : scores) {
      sum += s;
    }
    return Double.isFinite(sum)
        ? MetricValue.of(sum / (scores.length - 1))
        : MetricValue.missing("the network gives a score that is no number");
  }

  /** Insertion, then deletion, each in one picture that is changed step by step. */
  private final class Both implements Series {
    private final Steps insertion;
    private final Steps deletion;

    Both(Steps insertion, Steps deletion) {
      this.insertion = insertion;
      this.deletion = deletion;
    }

    @Override
    public int length() {
      return inferences();
    }

    @Override
    public void write(int index, float[] input) {
      if (index <= options.insertionSteps()) {
        insertion.write(index, input);
      } else {
        deletion.write(index - options.insertionSteps() - 1, input);
      }
    }
  }

  /** What pixels are changed in. */
  private interface Canvas {
    /** Gives a pixel the colour of what replaces it. */
    void replace(int pixel);

    /** Writes the network's input. */
    void write(float[] input);
  }

  private final class Tensor implements Canvas {
    private final float[] picture;
    private final float[] replacement;

    Tensor(float[] picture, float[] replacement) {
      this.picture = picture;
      this.replacement = replacement;
    }

    @Override
    public void replace(int pixel) {
      for (int c = 0; c < pixels.channels(); c++) {
        int at = pixels.index(c, pixel);
        picture[at] = replacement[at];
      }
    }

    @Override
    public void write(float[] input) {
      System.arraycopy(picture, 0, input, 0, input.length);
    }
  }

  private final class Picture implements Canvas {
    private final RgbImage picture;
    private final RgbImage replacement;

    Picture(RgbImage picture, RgbImage replacement) {
      this.picture = picture;
      this.replacement = replacement;
    }

    @Override
    public void replace(int pixel) {
      for (int at = 3 * pixel; at < 3 * pixel + 3; at++) {
        picture.data()[at] = replacement.data()[at];
      }
    }

    @Override
    public void write(float[] input) {
      System.arraycopy(Preprocessor.floats(picture, info), 0, input, 0, input.length);
    }
  }

  private static final class Steps {
    private final Canvas canvas;
    private final int[] order;
    private final int steps;
    private int changed;

    Steps(Canvas canvas, int[] order, int steps) {
      this.canvas = canvas;
      this.order = order;
      this.steps = steps;
    }

    void write(int step, float[] input) {
      int upTo = (int) ((long) step * order.length / steps);
      for (; changed < upTo; changed++) {
        canvas.replace(order[changed]);
      }
      canvas.write(input);
    }
  }
}
