package org.ovxai.headless;

/** A flag that ends a run at its next check. */
final class Cancellation {
  private volatile boolean canceled;

  void cancel() {
    canceled = true;
  }

  boolean isCanceled() {
    return canceled;
  }
}
