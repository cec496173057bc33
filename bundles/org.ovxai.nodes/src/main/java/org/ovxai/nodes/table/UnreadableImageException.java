package org.ovxai.nodes.table;

/** A single image cannot be worked on; others may well be. */
public final class UnreadableImageException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableImageException(String message) {
    super(message);
  }

  UnreadableImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
