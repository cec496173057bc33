package org.ovxai.engine.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ovxai.engine.image.Npy;
import org.ovxai.engine.image.Npy.NpyArray;

final class DirectTest {
  private static final Direct.Options OPTIONS = new Direct.Options(0.1, false, 20);

  /** Written by {@code make_sequences.py} with SciPy. */
  private static Map<String, NpyArray> sequences() throws IOException {
    try (InputStream in = DirectTest.class.getResourceAsStream("/direct/sequences.npz")) {
      return Npy.readArchive(in.readAllBytes());
    }
  }

  @TestFactory
  Stream<DynamicTest> triesThePointsThatScipyTries() throws IOException {
    Map<String, NpyArray> sequences = sequences();
    return sequences.keySet().stream()
        .filter(key -> key.endsWith(".options"))
        .map(key -> key.substring(0, key.length() - ".options".length()))
        .map(name -> DynamicTest.dynamicTest(name, () -> replay(sequences, name)));
  }

  private static void replay(Map<String, NpyArray> sequences, String name) {
    double[] options = sequences.get(name + ".options").values();
    double[] points = sequences.get(name + ".points").values();
    double[] values = sequences.get(name + ".values").values();
    Direct direct =
        new Direct(
            sequences.get(name + ".lower").values(),
            sequences.get(name + ".upper").values(),
            new Direct.Options(options[0], options[1] == 1, (int) options[2]));
    int done = 0;
    for (List<double[]> round = direct.points(); !round.isEmpty(); round = direct.points()) {
      assertTrue(done + round.size() <= values.length, "more points than SciPy");
      int from = done;
      for (double[] point : round) {
        int n = point.length;
        assertArrayEquals(
            Arrays.copyOfRange(points, done * n, (done + 1) * n), point, "point " + done);
        done++;
      }
      direct.evaluated(Arrays.copyOfRange(values, from, done));
    }
    assertEquals(values.length, done);
  }

  @Test
  void theFirstRoundIsTheMiddleAndItsNeighbours() {
    List<double[]> points = new Direct(new double[] {0, 0}, new double[] {1, 3}, OPTIONS).points();
    assertEquals(5, points.size());
    assertArrayEquals(new double[] {0.5, 1.5}, points.get(0));
    assertArrayEquals(new double[] {5 / 6.0, 1.5}, points.get(1), 1e-15);
    assertArrayEquals(new double[] {0.5, 0.5}, points.get(4), 1e-15);
  }

  @Test
  void boundsWithoutRoomAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Direct(new double[] {0, 1}, new double[] {1, 1}, OPTIONS));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Direct(new double[] {Double.NaN}, new double[] {1}, OPTIONS));
  }

  @Test
  void aWrongNumberOfValuesIsRefused() {
    Direct direct = new Direct(new double[] {0, 0}, new double[] {1, 1}, OPTIONS);
    assertThrows(IllegalArgumentException.class, () -> direct.evaluated(new double[6]));
  }
}
