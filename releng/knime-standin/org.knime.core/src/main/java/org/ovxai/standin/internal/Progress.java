package org.ovxai.standin.internal;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.knime.core.node.util.CheckUtils;
import org.ovxai.standin.Executions;

/** Progress of an execution or of a part of it. All parts share the lock of the top. */
public final class Progress {

  private static final Supplier<String> NO_MESSAGE = () -> null;

  private final Progress parent;
  private final double share;
  private final boolean talkative;
  private final Executions.Listener listener;
  private final BooleanSupplier canceled;
  private final Object lock;

  private double fraction = Double.NaN;
  private Supplier<String> message = NO_MESSAGE;
  private Progress speakingPart;

  private Progress(
      Progress parent,
      double share,
      boolean talkative,
      Executions.Listener listener,
      BooleanSupplier canceled) {
    this.parent = parent;
    this.share = share;
    this.talkative = talkative;
    this.listener = listener;
    this.canceled = canceled;
    lock = parent == null ? new Object() : parent.lock;
  }

  public static Progress top(Executions.Listener listener, BooleanSupplier canceled) {
    return new Progress(null, 1, true, listener, canceled);
  }

  public static Progress unseen() {
    return top((fraction, message) -> {}, () -> false);
  }

  public Progress part(double part, boolean withMessages) {
    CheckUtils.checkArgument(
        part >= 0 && part <= 1, "A part of the progress is between 0 and 1, not %s", part);
    return new Progress(this, part, withMessages, listener, canceled);
  }

  public boolean isCanceled() {
    return canceled.getAsBoolean() || Thread.currentThread().isInterrupted();
  }

  public void setFraction(double value) {
    synchronized (lock) {
      if (parent == null) {
        if (value >= 0 && value <= 1) {
          fraction = value;
          tell();
        }
      } else if (share > 0) {
        double last = Double.isNaN(fraction) ? 0 : fraction;
        double now = Math.max(last, Math.min(value, 1));
        fraction = now;
        double before = Double.isNaN(parent.fraction) ? 0 : parent.fraction;
        parent.setFraction(Math.min(1, before + (now - last) * share));
      }
    }
  }

  public void setMessage(Supplier<String> newMessage) {
    synchronized (lock) {
      message = newMessage;
      speakingPart = null;
      Progress speaker = this;
      while (speaker.parent != null && speaker.talkative) {
        speaker.parent.speakingPart = speaker;
        speaker = speaker.parent;
      }
      if (speaker.parent == null) {
        speaker.tell();
      }
    }
  }

  private void tell() {
    listener.progress(fraction, wholeMessage());
  }

  /** This message and those of the parts that spoke last, joined by dashes; null when all empty. */
  private String wholeMessage() {
    String own = message.get();
    String part = speakingPart == null ? null : speakingPart.wholeMessage();
    if (own == null || own.isEmpty()) {
      return part;
    }
    return part == null || part.isEmpty() ? own : own + " - " + part;
  }
}
