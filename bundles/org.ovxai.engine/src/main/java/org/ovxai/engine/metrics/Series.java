package org.ovxai.engine.metrics;

/** Versions of a picture, the scores of which are wanted one after another. */
public interface Series {
  /** How many versions there are. */
  int length();

  /**
   * Writes a version. Called once for each, in their order.
   *
   * @param index from 0 to {@link #length} - 1
   * @param input preprocessed values in the network's layout; all are to be written
   */
  void write(int index, float[] input);
}
