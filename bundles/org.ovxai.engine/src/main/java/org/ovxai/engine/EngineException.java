package org.ovxai.engine;

/**
 * Something that the user can put right. The message says what was asked, what was found and what
 * to do.
 */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception with a message for the user. */
  public EngineException(String message) {
    super(message);
  }

  /** An exception with a message for the user, and what led to it. */
  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
