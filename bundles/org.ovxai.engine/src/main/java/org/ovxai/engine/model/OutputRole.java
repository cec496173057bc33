package org.ovxai.engine.model;

/** What an output of a model means. */
public enum OutputRole {
  /** A score a class. */
  SCORES,
  /** Saliency maps, put in by a white-box method. */
  SALIENCY_MAP,
  /** Something else. */
  OTHER
}
