package org.ovxai.engine;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.model.InferenceOptions;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.whitebox.MaskingMethod;
import org.ovxai.engine.whitebox.Plan;
import org.ovxai.openvino.CompileOptions;

/**
 * Compares a network that computes its masked versions in a short way, or several at once, with the
 * plain way: one version after another. The picture is arbitrary; a few cells of the maps of all
 * classes are compared, and all outputs.
 */
final class Verification {
  private static final double ROUNDING = 3e-5;
  private static final Runnable NEVER = () -> {};

  private final Plan.TwoNetworks oneByOne;
  private final InputInfo input;
  private final CompileOptions exact;

  /**
   * @param network gives the network anew at each call
   * @param inference how the network is run, but for the precision, which is f32 here
   */
  Verification(
      Supplier<IrModel> network,
      MaskingMethod method,
      InputInfo input,
      InferenceOptions inference) {
    oneByOne = Plan.cut(network, method, 1);
    this.input = input;
    exact =
        Networks.options(
            new InferenceOptions("CPU", "f32", inference.threads(), inference.cacheFolder()));
  }

  /** The plain way. */
  Plan oneByOne() {
    return oneByOne;
  }

  /** Whether a plan gives the same maps and outputs, but for rounding. */
  boolean confirms(Plan plan) {
    try (MapRun.Two expected = new MapRun.Two(oneByOne, exact);
        MapRun found = MapRun.of(plan, exact)) {
      RgbImage noise = noise();
      Preprocessor.fill(noise, input, expected.input().buffer());
      Preprocessor.fill(noise, input, found.input().buffer());
      MapRun.Result result = found.run(NEVER);
      return agree(expected.someCells(), result.maps())
          && agree(expected.plainOutputs(), result.outputs());
    }
  }

  private RgbImage noise() {
    byte[] pixels = new byte[input.height() * input.width() * 3];
    new Random(0).nextBytes(pixels);
    return new RgbImage(input.width(), input.height(), pixels);
  }

  private static boolean agree(List<float[]> expected, List<float[]> found) {
    for (int i = 0; i < expected.size(); i++) {
      if (!agree(expected.get(i), FloatBuffer.wrap(found.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /** Whether two arrays are the same but for rounding; NaN in the first counts as unknown. */
  private static boolean agree(float[] expected, FloatBuffer found) {
    if (found.capacity() != expected.length) {
      return false;
    }
    double largest = 0;
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      if (!Float.isNaN(expected[i])) {
        largest = Math.max(largest, Math.abs(expected[i]));
        worst = Math.max(worst, Math.abs(expected[i] - found.get(i)));
      }
    }
    return worst <= ROUNDING * largest;
  }
}
