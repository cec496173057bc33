package org.knime.core.node;

import java.util.function.Supplier;
import org.ovxai.standin.internal.Progress;

/** Takes progress and messages, and tells when the user cancels. */
public class ExecutionMonitor {

  private final Progress progress;

  /** Progress that nobody sees. */
  public ExecutionMonitor() {
    this(Progress.unseen());
  }

  ExecutionMonitor(Progress progress) {
    this.progress = progress;
  }

  final Progress progress() {
    return progress;
  }

  public void checkCanceled() throws CanceledExecutionException {
    if (progress.isCanceled()) {
      throw new CanceledExecutionException();
    }
  }

  /** Values outside 0 to 1 are ignored by a top monitor and limited by a sub monitor. */
  public void setProgress(double value) {
    progress.setFraction(value);
  }

  public void setProgress(double value, String message) {
    progress.setFraction(value);
    setMessage(message);
  }

  public void setProgress(double value, Supplier<String> messageSupplier) {
    progress.setFraction(value);
    setMessage(messageSupplier);
  }

  public void setMessage(String message) {
    setMessage(() -> message);
  }

  public void setMessage(Supplier<String> messageSupplier) {
    progress.setMessage(messageSupplier);
  }

  public void setProgress(String message) {
    setMessage(message);
  }

  /** A monitor whose whole progress is the given part (0 to 1) of this one's. */
  public ExecutionMonitor createSubProgress(double maxProg) {
    return new ExecutionMonitor(progress.part(maxProg, true));
  }

  /** Like {@link #createSubProgress}, but its messages are dropped. */
  public ExecutionMonitor createSilentSubProgress(double maxProg) {
    return new ExecutionMonitor(progress.part(maxProg, false));
  }
}
