package org.ovxai.engine;

/** A picture has nothing to explain, others may well have. The message says what was looked for. */
public final class NoTargetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception with a message for the user. */
  public NoTargetException(String message) {
    super(message);
  }
}
