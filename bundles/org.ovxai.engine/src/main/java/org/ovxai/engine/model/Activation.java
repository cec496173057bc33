package org.ovxai.engine.model;

/** What turns a network's scores into confidences. */
public enum Activation {
  /** The scores are confidences already. */
  NONE,
  /** exp(x_i) / sum exp(x_j): one of the classes is right. */
  SOFTMAX,
  /** 1 / (1 + exp(-x)): each class by itself. */
  SIGMOID;

  /** The confidences, in a new array. */
  public float[] apply(float[] scores) {
    float[] result = scores.clone();
    switch (this) {
      case NONE -> {}
      case SIGMOID -> {
        for (int i = 0; i < result.length; i++) {
          result[i] = (float) (1 / (1 + Math.exp(-scores[i])));
        }
      }
      case SOFTMAX -> {
        double max = Double.NEGATIVE_INFINITY;
        for (float s : scores) {
          max = Math.max(max, s);
        }
        double sum = 0;
        for (float s : scores) {
          sum += Math.exp(s - max);
        }
        for (int i = 0; i < result.length; i++) {
          result[i] = (float) (Math.exp(scores[i] - max) / sum);
        }
      }
    }
    return result;
  }
}
