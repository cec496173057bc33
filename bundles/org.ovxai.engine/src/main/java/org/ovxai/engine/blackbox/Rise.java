package org.ovxai.engine.blackbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.Layout;
import org.ovxai.openvino.InferRequest;

/**
 * RISE: randomized input sampling for explanation of black-box models (Petsiuk, Das, Saenko, BMVC
 * 2018). Random grids of kept and removed cells are enlarged to masks and multiplied with the
 * preprocessed picture; a class's map tells how its score depends on a pixel being kept.
 *
 * <p>{@link Variant#CORRECTED}: masks are enlarged linearly, as in the paper, and the map is the
 * mean score over the masks, each weighted with what it keeps of the pixel: {@code sum f(m * x) * m
 * / sum m}, in the unit of the score. Pictures need not be square, and the standard error of the
 * map is known. {@link Variant#COMPATIBLE}: openvino_xai's masks, bicubic and cut to 0..1, and its
 * sum {@code sum f(m * x) * m}. Both take the same grids and shifts for a seed.
 *
 * <p>The masks' order decides the sums, so the same seed gives the same bits on any number of
 * threads.
 */
public final class Rise {
  private final RiseSettings settings;

  /** RISE with these parameters. */
  public Rise(RiseSettings settings) {
    this.settings = settings;
  }

  /**
   * Explains some classes of a picture.
   *
   * @param shape of the network's input
   * @param input the preprocessed picture in the network's layout
   * @param scores what a masked picture's outputs give: a finite score a target
   * @param targets how many
   * @param check called before each inference; what it throws ends the work
   * @param receiver takes the maps, one a target
   */
  public void explain(
      Inferences inferences,
      InputInfo shape,
      float[] input,
      Function<InferRequest, float[]> scores,
      int targets,
      Runnable check,
      Progress progress,
      Receiver receiver) {
    MaskAxis rows = MaskAxis.of(shape.height(), settings.cells());
    MaskAxis columns = MaskAxis.of(shape.width(), settings.cells());
    boolean corrected = settings.variant() == Variant.CORRECTED;
    MaskPainter painter =
        corrected ? new LinearMasks(rows, columns) : new CubicMasks(rows, columns);
    MaskSums sums =
        corrected
            ? new CellSums(rows, columns, targets)
            : new PixelSums(shape.height(), shape.width(), targets);
    inferences.run(
        new Masking(rows, columns, painter, sums, shape, input, scores, progress), check);
    sums.maps(receiver);
  }

  /** Takes maps. */
  public interface Receiver {
    /**
     * Takes the map of a target.
     *
     * @param target place among the targets
     * @param map [H,W]
     * @param standardError of the map, if it is known: at each pixel, [H,W], or, with many targets,
     *     on a coarser lattice
     */
    void take(int target, SaliencyMap map, Optional<SaliencyMap> standardError);
  }

  /** A masked picture that is being inferred. */
  private record Masked(int number, GridMask grid, float[] mask) {}

  private final class Masking implements Inferences.Work<Masked> {
    private final NumpyRandom random = new NumpyRandom(settings.seed());
    private final MaskAxis rows;
    private final MaskAxis columns;
    private final MaskPainter painter;
    private final MaskSums sums;
    private final InputInfo shape;
    private final float[] picture;
    private final Function<InferRequest, float[]> scores;
    private final Progress progress;
    private final Deque<float[]> free = new ArrayDeque<>();
    private int given;

    Masking(
        MaskAxis rows,
        MaskAxis columns,
        MaskPainter painter,
        MaskSums sums,
        InputInfo shape,
        float[] picture,
        Function<InferRequest, float[]> scores,
        Progress progress) {
      this.rows = rows;
      this.columns = columns;
      this.painter = painter;
      this.sums = sums;
      this.shape = shape;
      this.picture = picture;
      this.scores = scores;
      this.progress = progress;
    }

    @Override
    public Optional<Masked> next() {
      if (given == settings.masks()) {
        return Optional.empty();
      }
      GridMask grid = GridMask.next(random, settings.prob(), rows, columns);
      float[] mask = free.isEmpty() ? new float[rows.size() * columns.size()] : free.pop();
      painter.paint(grid, mask);
      return Optional.of(new Masked(++given, grid, mask));
    }

    @Override
    public void fill(Masked job, float[] input) {
      multiply(picture, job.mask(), shape, input);
    }

    @Override
    public void done(Masked job, InferRequest outputs) {
      sums.add(job.grid(), job.mask(), scores.apply(outputs));
      free.push(job.mask());
      progress.done(job.number(), settings.masks());
    }
  }

  /** A picture times a mask, every channel alike. */
  static void multiply(float[] picture, float[] mask, InputInfo shape, float[] result) {
    int channels = shape.channels();
    if (shape.layout() == Layout.NCHW) {
      for (int c = 0; c < channels; c++) {
        multiply(picture, mask, c * mask.length, result);
      }
    } else {
      for (int p = 0; p < mask.length; p++) {
        for (int c = 0; c < channels; c++) {
          result[p * channels + c] = picture[p * channels + c] * mask[p];
        }
      }
    }
  }

  private static void multiply(float[] picture, float[] mask, int from, float[] result) {
    for (int p = 0; p < mask.length; p++) {
      result[from + p] = picture[from + p] * mask[p];
    }
  }
}
