package org.ovxai.headless;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The one temporary folder of a run. It is deleted by {@link #close}; when the process is asked to
 * end (SIGINT, SIGTERM) the run is cancelled, given {@value #GRACE_SECONDS} s to finish its current
 * step, and the folder is deleted then.
 *
 * <p>The scratch folder given by the start script (system property {@code ovxai.scratch}, which
 * holds Equinox's instance area) is deleted at the very end of the process, since Equinox writes to
 * it until then. To be safe against a wrong property only folders named {@code ovxai-*} are.
 */
final class RunFolder implements AutoCloseable {
  private static final int GRACE_SECONDS = 20;
  private static final int ATTEMPTS = 20;
  private static final long SAVE_MILLIS = 100;

  private final Path folder;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean ending;

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder.
   *
   * @param parent where to make it
   * @param cancellation set when the process is asked to end
   * @param scratch deleted at the end of the process
   * @throws IOException if it cannot be made
   */
  static RunFolder create(Path parent, Cancellation cancellation, Optional<Path> scratch)
      throws IOException {
    RunFolder run = new RunFolder(Files.createTempDirectory(parent, "ovxai-run-"));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> run.endOfProcess(cancellation, scratch), "ovxai-clean-up"));
    return run;
  }

  Path path() {
    return folder;
  }

  /**
   * Deletes the folder. Does not return once the process is ending: Equinox would go on to write
   * into the scratch folder while it is deleted.
   */
  @Override
  public void close() {
    delete(folder);
    closed.countDown();
    while (ending) {
      LockSupport.park();
    }
  }

  private void endOfProcess(Cancellation cancellation, Optional<Path> scratch) {
    boolean interrupted = closed.getCount() > 0;
    ending = true;
    cancellation.cancel();
    try {
      if (!closed.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        delete(folder);
      }
      Optional<Path> own =
          scratch.filter(path -> path.getFileName().toString().startsWith("ovxai-"));
      if (own.isPresent()) {
        deleteScratch(own.get(), interrupted ? SAVE_MILLIS : 0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** After an interruption Equinox saves its state at the same time: what comes back goes again. */
  private static void deleteScratch(Path scratch, long waitMillis) throws InterruptedException {
    for (int i = 0; i < ATTEMPTS; i++) {
      tryDelete(scratch);
      Thread.sleep(waitMillis);
      if (!Files.exists(scratch)) {
        return;
      }
    }
    delete(scratch);
  }

  /** Deletes a folder as far as possible and says what is left over. */
  static void delete(Path folder) {
    tryDelete(folder)
        .ifPresent(e -> System.err.println("WARN  " + folder + " could not be deleted: " + e));
  }

  private static Optional<Exception> tryDelete(Path folder) {
    Optional<Exception> failure = Optional.empty();
    if (!Files.isDirectory(folder)) {
      return failure;
    }
    List<Path> paths;
    try (Stream<Path> tree = Files.walk(folder)) {
      paths = tree.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException | UncheckedIOException e) {
      return Optional.of(e);
    }
    for (Path path : paths) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        failure = Optional.of(e);
      }
    }
    return failure;
  }
}
