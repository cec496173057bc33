package org.ovxai.engine.metrics;

import java.util.stream.Stream;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.metrics.MetricValue.Missing;
import org.ovxai.engine.metrics.MetricValue.Present;
import org.ovxai.engine.model.InputInfo;

/**
 * Average drop, coherency and complexity, and their harmonic mean (Poppi et al., Revisiting the
 * evaluation of class activation mapping, 2021).
 *
 * <ul>
 *   <li>average drop: {@code max(0, f(x) - f(m x)) / f(x)}, where {@code m x} is the picture masked
 *       with the map and {@code f} the score of the class
 *   <li>coherency: {@code (1 + r) / 2}, where {@code r} is the correlation of the map with the
 *       method's map of the masked picture
 *   <li>complexity: the mean of the map, scaled to 0..1
 *   <li>ADCC: {@code 3 / (1 / coherency + 1 / (1 - complexity) + 1 / (1 - average drop))}, 0 where
 *       a part is at its worst
 * </ul>
 */
public record Adcc(MetricValue averageDrop, MetricValue coherency, MetricValue complexity) {
  private static final String CONSTANT = "the map is constant";
  private static final double TINY = 1e-6;

  /** All three without a value, for one reason. */
  public static Adcc missing(String reason) {
    MetricValue none = MetricValue.missing(reason);
    return new Adcc(none, none, none);
  }

  /**
   * The parts for one map.
   *
   * @param map values scaled to 0..1
   * @param whole the score of the picture
   * @param masked the score of the masked picture
   * @param again the map of the masked picture, of the size of {@code map}; constant if there is
   *     none to compare
   */
  public static Adcc of(Importance map, double whole, double masked, Importance again) {
    return map.constant()
        ? missing(CONSTANT)
        : new Adcc(
            averageDrop(whole, masked), coherency(map.unit(), again.unit()), complexity(map));
  }

  /** The parts where the masked picture could not be explained. */
  static Adcc unexplained(Importance map, double whole, double masked, String reason) {
    return map.constant()
        ? missing(CONSTANT)
        : new Adcc(averageDrop(whole, masked), MetricValue.missing(reason), complexity(map));
  }

  private static MetricValue averageDrop(double whole, double masked) {
    if (!Double.isFinite(whole) || !Double.isFinite(masked)) {
      return MetricValue.missing("the network gives a score that is no number");
    }
    return whole < TINY
        ? MetricValue.missing("the score of the class is 0")
        : MetricValue.of(Math.max(0, whole - masked) / whole);
  }

  private static MetricValue complexity(Importance map) {
    double sum = 0;
    for (float v : map.unit()) {
      sum += v;
    }
    return MetricValue.of(sum / map.unit().length);
  }

  private static MetricValue coherency(float[] a, float[] b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return aa == 0 || bb == 0
        ? MetricValue.missing("the map of the masked picture is constant")
        : MetricValue.of((Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb))) + 1) / 2);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    return sum / values.length;
  }

  /** The harmonic mean of the parts; missing if one is. */
  public MetricValue adcc() {
    return harmonic(averageDrop, coherency, complexity);
  }

  /** The harmonic mean of parts, which may be averages over many maps. */
  static MetricValue harmonic(
      MetricValue averageDrop, MetricValue coherency, MetricValue complexity) {
    if (averageDrop instanceof Present drop
        && coherency instanceof Present similar
        && complexity instanceof Present complex) {
      double[] good = {similar.value(), 1 - complex.value(), 1 - drop.value()};
      double reciprocals = 0;
      for (double part : good) {
        if (part <= 0) {
          return MetricValue.of(0);
        }
        reciprocals += 1 / part;
      }
      return MetricValue.of(good.length / reciprocals);
    }
    return Stream.of(averageDrop, coherency, complexity)
        .filter(Missing.class::isInstance)
        .findFirst()
        .orElseThrow();
  }

  /** The inputs of the picture and of the masked picture. */
  static Series pictures(float[] whole, float[] masked) {
    return new Series() {
      @Override
      public int length() {
        return 2;
      }

      @Override
      public void write(int index, float[] values) {
        System.arraycopy(index == 0 ? whole : masked, 0, values, 0, values.length);
      }
    };
  }

  /**
   * The input of a picture that is multiplied with its map and then preprocessed, as openvino_xai
   * has it: 0 gives black.
   *
   * @param map of the picture's size
   */
  static float[] masked(RgbImage picture, Importance map, InputInfo input) {
    float[] unit = map.unit();
    float[] colors = new float[picture.data().length];
    for (int i = 0; i < colors.length; i++) {
      colors[i] = (picture.data()[i] & 0xff) * unit[i / 3];
    }
    return Preprocessor.floats(colors, picture.width(), picture.height(), input);
  }

  /**
   * An input that is multiplied with its map, as the paper has it: 0 gives the colour that the
   * normalisation subtracts.
   *
   * @param tensor the preprocessed picture in the network's layout
   * @param map of the input's size
   */
  static float[] masked(float[] tensor, Importance map, InputInfo input) {
    InputPixels pixels = new InputPixels(input);
    float[] unit = map.unit();
    float[] result = new float[tensor.length];
    for (int c = 0; c < pixels.channels(); c++) {
      for (int p = 0; p < unit.length; p++) {
        int at = pixels.index(c, p);
        result[at] = unit[p] * tensor[at];
      }
    }
    return result;
  }
}
