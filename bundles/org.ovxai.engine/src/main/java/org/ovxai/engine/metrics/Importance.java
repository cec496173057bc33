package org.ovxai.engine.metrics;

import java.util.Arrays;
import java.util.Random;
import org.ovxai.engine.image.GreyMap;
import org.ovxai.engine.image.MapSize;
import org.ovxai.engine.image.SaliencyMap;

/**
 * A saliency map at the size of a picture, as the measures see it: values in 0..1, and the pixels
 * in the order of their importance.
 */
public sealed interface Importance {

  /** Rows. */
  int height();

  /** Columns. */
  int width();

  /** The values row by row, from 0 to 1; all 0 if the map is constant. */
  float[] unit();

  /** The pixels' indices, row by row, the most important first. */
  int[] order();

  /** Whether all values are the same, so that the map tells nothing. */
  default boolean constant() {
    float[] unit = unit();
    for (float v : unit) {
      if (v != unit[0]) {
        return false;
      }
    }
    return true;
  }

  /** A map at the given size. */
  static Importance of(SaliencyMap map, int height, int width, Definition definition) {
    return definition == Definition.COMPATIBLE
        ? new Bytes(GreyMap.of(map, height, width))
        : new Floats(MapSize.resized(map, height, width));
  }

  /**
   * A map of whole numbers. Its order is that of {@code numpy.argsort(-values)} with values of 8
   * bits, whose negation wraps around: pixels of value 0 come first, then 255, 254 and so on. Equal
   * values stand as NumPy's quicksort leaves them.
   */
  record Bytes(GreyMap map) implements Importance {
    @Override
    public int height() {
      return map.height();
    }

    @Override
    public int width() {
      return map.width();
    }

    @Override
    public float[] unit() {
      float[] unit = new float[map.values().length];
      int min = 255;
      int max = 0;
      for (byte b : map.values()) {
        min = Math.min(min, b & 0xff);
        max = Math.max(max, b & 0xff);
      }
      for (int i = 0; i < unit.length; i++) {
        unit[i] = max == min ? 0 : ((map.values()[i] & 0xff) - min) / (float) (max - min);
      }
      return unit;
    }

    @Override
    public int[] order() {
      byte[] negated = new byte[map.values().length];
      for (int i = 0; i < negated.length; i++) {
        negated[i] = (byte) -map.values()[i];
      }
      return ArgSort.unsigned(negated);
    }
  }

  /** A map of float32. Its order is that of the values; equal ones are in a fixed random order. */
  record Floats(SaliencyMap map) implements Importance {
    @Override
    public int height() {
      return map.height();
    }

    @Override
    public int width() {
      return map.width();
    }

    @Override
    public float[] unit() {
      float[] unit = new float[map.values().length];
      float min = map.min();
      float range = map.max() - min;
      for (int i = 0; i < unit.length; i++) {
        unit[i] = range == 0 ? 0 : (map.values()[i] - min) / range;
      }
      return unit;
    }

    @Override
    public int[] order() {
      float[] values = map.values();
      int[] shuffled = shuffled(values.length);
      long[] keys = new long[values.length];
      for (int i = 0; i < keys.length; i++) {
        int bits = Float.floatToIntBits(values[shuffled[i]] + 0f);
        int ascending = bits ^ bits >> 31 & Integer.MAX_VALUE;
        keys[i] = (long) ~ascending << 32 | i;
      }
      Arrays.sort(keys);
      int[] order = new int[keys.length];
      for (int i = 0; i < order.length; i++) {
        order[i] = shuffled[(int) keys[i]];
      }
      return order;
    }

    private static int[] shuffled(int length) {
      Random random = new Random(0);
      int[] indices = new int[length];
      for (int i = 0; i < length; i++) {
        int j = random.nextInt(i + 1);
        indices[i] = indices[j];
        indices[j] = i;
      }
      return indices;
    }
  }
}
