package org.ovxai.headless;

/** Texts of exceptions. */
final class Messages {
  private Messages() {}

  /** The message, or the class of an exception whose message says little. */
  static String of(Throwable thrown) {
    String message = thrown.getMessage();
    if (message == null || message.length() < 5) {
      return "(" + thrown.getClass().getSimpleName() + ") " + (message == null ? "" : message);
    }
    return message;
  }
}
