package org.ovxai.headless;

/** A workflow that cannot be loaded at all; the message names the file and the reason. */
final class LoadException extends Exception {
  private static final long serialVersionUID = 1;

  LoadException(String message, Throwable cause) {
    super(message, cause);
  }

  LoadException(String message) {
    super(message);
  }
}
