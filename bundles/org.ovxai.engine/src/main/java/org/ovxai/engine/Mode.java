package org.ovxai.engine;

/** What an explanation is made from. */
public enum Mode {
  /** From within the network. */
  WHITE_BOX("white box"),
  /** From what the network puts out for perturbed pictures. */
  BLACK_BOX("black box");

  private final String title;

  Mode(String title) {
    this.title = title;
  }

  /** The name for users. */
  public String title() {
    return title;
  }
}
