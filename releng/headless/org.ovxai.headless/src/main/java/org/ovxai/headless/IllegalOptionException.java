package org.ovxai.headless;

/** A command line that cannot be followed; the message says which option and why. */
final class IllegalOptionException extends Exception {
  private static final long serialVersionUID = 1;

  IllegalOptionException(String message) {
    super(message);
  }
}
