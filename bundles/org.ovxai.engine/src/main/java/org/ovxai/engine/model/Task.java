package org.ovxai.engine.model;

/** What a vision model does. */
public enum Task {
  /** Gives each of K classes a score. */
  CLASSIFICATION,
  /** Finds boxes with labels and scores. */
  DETECTION,
  /** Something else, or unknown. */
  OTHER
}
