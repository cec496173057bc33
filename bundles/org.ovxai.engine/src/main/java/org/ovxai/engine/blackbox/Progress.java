package org.ovxai.engine.blackbox;

/** Is told how far the explanation of a picture is. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (inferences, ofAtMost) -> {};

  /**
   * Called after an inference, by the thread that asked for the explanation.
   *
   * @param inferences number of inferences that are done
   * @param ofAtMost number of inferences that it will take at most
   */
  void done(int inferences, int ofAtMost);
}
