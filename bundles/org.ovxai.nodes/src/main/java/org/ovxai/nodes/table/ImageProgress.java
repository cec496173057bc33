package org.ovxai.nodes.table;

import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;

/** Tells how far a node is: images done, inferences done, time left. */
public final class ImageProgress implements ImageLoop.Steps {
  private static final long BETWEEN_MESSAGES = TimeUnit.MILLISECONDS.toNanos(200);

  private final ExecutionMonitor exec;
  private final long images;
  private final long start = System.nanoTime();
  private long image;
  private long told;

  ImageProgress(ExecutionMonitor exec, long images) {
    this.exec = exec;
    this.images = images;
  }

  void nextImage() {
    image++;
    exec.setProgress((image - 1) / (double) images, this::images);
  }

  private String images() {
    return "Image " + image + " of " + images;
  }

  @Override
  public void done(int inferences, int ofAtMost) {
    long now = System.nanoTime();
    if (now - told < BETWEEN_MESSAGES) {
      return;
    }
    told = now;
    double fraction = (image - 1 + inferences / (double) ofAtMost) / images;
    long left = Math.round((now - start) * (1 / fraction - 1) / TimeUnit.SECONDS.toNanos(1));
    exec.setProgress(
        fraction,
        () ->
            String.format(
                Locale.ROOT,
                "%s: %,d of %,d inferences; about %s left",
                images(),
                inferences,
                ofAtMost,
                time(left)));
  }

  private static String time(long seconds) {
    return seconds < 120 ? seconds + " s" : (seconds + 30) / 60 + " min";
  }

  @Override
  public void check() {
    check(exec);
  }

  /**
   * Lets the engine go on.
   *
   * @throws CancellationException if the user has canceled the execution
   */
  public static void check(ExecutionMonitor exec) {
    try {
      exec.checkCanceled();
    } catch (CanceledExecutionException e) {
      CancellationException stop = new CancellationException("The execution is canceled.");
      stop.initCause(e);
      throw stop;
    }
  }
}
