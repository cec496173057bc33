package org.ovxai.nodes.imagereader;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Chooses some of many at random. */
final class Subset {
  private Subset() {}

  /**
   * Indices in ascending order.
   *
   * @param total how many there are
   * @param size how many are chosen; 0 for all
   * @param seed the same seed chooses the same ones
   */
  static int[] of(int total, int size, int seed) {
    int[] indices = IntStream.range(0, total).toArray();
    if (size == 0 || size >= total) {
      return indices;
    }
    Random random = new Random(seed);
    for (int i = 0; i < size; i++) {
      int j = i + random.nextInt(total - i);
      int chosen = indices[j];
      indices[j] = indices[i];
      indices[i] = chosen;
    }
    int[] subset = Arrays.copyOf(indices, size);
    Arrays.sort(subset);
    return subset;
  }
}
