package org.ovxai.openvino;

import com.sun.jna.Pointer;
import java.util.function.Consumer;

/** One native object: its address while it is open, and how it is freed. */
final class Handle {
  private final String what;
  private final Consumer<Pointer> free;
  private Pointer pointer;

  Handle(String what, Pointer pointer, Consumer<Pointer> free) {
    this.what = what;
    this.pointer = pointer;
    this.free = free;
  }

  /**
   * The address. Callers that may run while another thread closes the object hold this handle's
   * monitor for as long as they use it.
   *
   * @throws IllegalStateException if the object is closed
   */
  synchronized Pointer get() {
    if (pointer == null) {
      throw new IllegalStateException(what + " is closed");
    }
    return pointer;
  }

  synchronized boolean isOpen() {
    return pointer != null;
  }

  synchronized void close() {
    if (pointer != null) {
      Pointer closing = pointer;
      pointer = null;
      free.accept(closing);
    }
  }
}
