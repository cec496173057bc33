package org.ovxai.engine.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.ovxai.engine.image.Npy;
import org.ovxai.engine.image.Npy.NpyArray;

/** The arrays of {@code metrics.npz}. */
final class MetricReferences {
  private MetricReferences() {}

  static Map<String, NpyArray> read() throws IOException {
    try (InputStream in = MetricReferences.class.getResourceAsStream("/metrics/metrics.npz")) {
      return Npy.readArchive(in.readAllBytes());
    }
  }

  static byte[] bytes(NpyArray array) {
    byte[] bytes = new byte[array.values().length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) array.values()[i];
    }
    return bytes;
  }
}
