package org.ovxai.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Fixtures;

class NpyTest {
  /** numpy.save of numpy.array([[1.5, -2.0]], dtype="float32"), NumPy 1.26. */
  private static final String BY_NUMPY =
      "934e554d5059010076007b276465736372273a20273c6634272c2027666f727472616e5f6f72646572273a2046616c73652c20277368617065273a2028312c2032292c207d"
          + "20".repeat(58)
          + "0a"
          + "0000c03f000000c0";

  @Test
  void writesWhatNumPyWrites() {
    byte[] file = Npy.write(new SaliencyMap(1, 2, new float[] {1.5f, -2}));
    assertEquals(BY_NUMPY, HexFormat.of().formatHex(file));
  }

  @Test
  void readsWhatNumPyWrote() throws Exception {
    assertArrayEquals(new double[] {1.5, -2}, Npy.read(HexFormat.of().parseHex(BY_NUMPY)).values());
    var tensor = Fixtures.reference("koala/tensor.npz");
    assertArrayEquals(new int[] {1, 3, 224, 224}, tensor.get("data").shape());
    assertEquals("<f4", tensor.get("data").dtype());
  }

  @Test
  void whatIsNoArrayIsRefused() {
    assertThrows(
        EngineException.class, () -> Npy.read("no array".getBytes(StandardCharsets.UTF_8)));
    byte[] file = Npy.write(new SaliencyMap(1, 2, new float[] {1, 2}));
    assertThrows(EngineException.class, () -> Npy.read(Arrays.copyOf(file, file.length - 1)));
    assertThrows(EngineException.class, () -> Npy.read(Arrays.copyOf(file, 50)));
  }
}
