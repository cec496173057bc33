package org.ovxai.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The peak memory of this process, where the system tells (Linux). */
final class Memory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path PEAK = Path.of("/proc/self/clear_refs");

  private Memory() {}

  /** The greatest resident memory so far, or since {@link #forgetPeak}; 0 if it is not told. */
  static int peakMib() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(l -> l.startsWith("VmHWM:"))
          .map(l -> Integer.parseInt(l.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The peak begins anew with what is resident now; where it cannot, it goes on. */
  static void forgetPeak() {
    try {
      if (Files.isWritable(PEAK)) {
        Files.writeString(PEAK, "5");
      }
    } catch (IOException e) {
      return;
    }
  }
}
