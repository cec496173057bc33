package org.ovxai.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The peak memory of this process while something runs, where the system tells (Linux).
 *
 * <p>It is that of the whole process: the Java machine, all networks that are open, and what
 * earlier work left that was not given back to the system.
 */
final class Memory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path PEAK = Path.of("/proc/self/clear_refs");
  private static final String FORGET_PEAK = "5";
  private static final int SETTLED_KIB = 1024;
  private static final int PAUSE_MILLIS = 100;

  private Memory() {}

  /**
   * Runs something once, after what earlier work left has been given back as far as it can be.
   *
   * @return the greatest resident memory meanwhile in MiB; 0 if the system does not tell
   */
  static int peakMib(Runnable work) {
    if (!Files.isWritable(PEAK)) {
      work.run();
      return 0;
    }
    try {
      settle();
      Files.writeString(PEAK, FORGET_PEAK);
      work.run();
      return kib("VmHWM:") / 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Java machine gives memory back in steps, in the background. */
  private static void settle() throws IOException {
    System.gc();
    int before;
    do {
      before = kib("VmRSS:");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
    } while (kib("VmRSS:") < before - SETTLED_KIB);
  }

  private static int kib(String key) throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(l -> l.startsWith(key))
        .map(l -> Integer.parseInt(l.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
