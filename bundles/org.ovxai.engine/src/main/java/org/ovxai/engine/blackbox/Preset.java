package org.ovxai.engine.blackbox;

/** How much work a black-box method does; each method says what it means for its parameters. */
public enum Preset {
  /** The fewest inferences. */
  SPEED,
  /** Between the two. */
  BALANCE,
  /** The most inferences. */
  QUALITY
}
