package org.ovxai.engine.detection;

/**
 * What decoders need to know beside the outputs.
 *
 * @param height rows of the network's input
 * @param width columns of the network's input
 * @param labels number of classes; 0 if unknown
 * @param firstLabel number that the network gives to the first label
 * @param confidence detections need a greater score, 0..1
 */
record Frame(int height, int width, int labels, int firstLabel, double confidence) {

  /** {@code value > threshold()} holds if and only if {@code value > confidence()} does. */
  float threshold() {
    float nearest = (float) confidence;
    return nearest > confidence ? Math.nextDown(nearest) : nearest;
  }
}
