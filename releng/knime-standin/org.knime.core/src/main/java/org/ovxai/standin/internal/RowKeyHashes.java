package org.ovxai.standin.internal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Finds repeated hashes in little memory: the last 65,536 are held, older ones lie in a file as
 * sorted runs that are merged at the end.
 */
final class RowKeyHashes {

  private static final int RUN_LENGTH = 1 << 16;
  private static final int SLOTS = 2 * RUN_LENGTH;

  private final Path file;
  private final long[] slots = new long[SLOTS];
  private int held;
  private int runs;

  RowKeyHashes(Path file) {
    this.file = file;
  }

  /** 64-bit hash, never 0. */
  static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash ^= hash >>> 32;
    hash *= 0x9e3779b97f4a7c15L;
    hash ^= hash >>> 29;
    return hash == 0 ? 1 : hash;
  }

  /** Whether the hash is among those held. */
  boolean add(long hash) throws IOException {
    int slot = (int) (hash & SLOTS - 1);
    while (slots[slot] != 0) {
      if (slots[slot] == hash) {
        return true;
      }
      slot = slot + 1 & SLOTS - 1;
    }
    slots[slot] = hash;
    held++;
    if (held == RUN_LENGTH) {
      writeRun();
    }
    return false;
  }

  private void writeRun() throws IOException {
    Arrays.sort(slots);
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                Files.newOutputStream(
                    file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)))) {
      for (long hash : slots) {
        if (hash != 0) {
          out.writeLong(hash);
        }
      }
    }
    Arrays.fill(slots, 0);
    held = 0;
    runs++;
  }

  /** The hashes that occur in several runs; deletes the file. */
  Set<Long> finish() throws IOException {
    Set<Long> repeated = new LinkedHashSet<>();
    if (runs == 0) {
      return repeated;
    }
    int lastRun = held == 0 ? RUN_LENGTH : held;
    if (held > 0) {
      writeRun();
    }
    List<Run> open = new ArrayList<>();
    try {
      PriorityQueue<Run> queue = new PriorityQueue<>(Comparator.comparingLong(run -> run.head));
      for (int i = 0; i < runs; i++) {
        Run run = new Run(file, i, i == runs - 1 ? lastRun : RUN_LENGTH);
        open.add(run);
        queue.add(run);
      }
      long last = 0;
      while (!queue.isEmpty()) {
        Run smallest = queue.poll();
        if (smallest.head == last) {
          repeated.add(last);
        }
        last = smallest.head;
        if (smallest.advance()) {
          queue.add(smallest);
        }
      }
    } finally {
      for (Run run : open) {
        run.in.close();
      }
      Files.delete(file);
    }
    return repeated;
  }

  void discard() throws IOException {
    Files.deleteIfExists(file);
  }

  private static final class Run {

    private final DataInputStream in;
    private int left;
    private long head;

    Run(Path file, int index, int length) throws IOException {
      InputStream bytes = Files.newInputStream(file);
      bytes.skipNBytes((long) index * RUN_LENGTH * Long.BYTES);
      in = new DataInputStream(new BufferedInputStream(bytes));
      left = length;
      advance();
    }

    boolean advance() throws IOException {
      if (left == 0) {
        return false;
      }
      head = in.readLong();
      left--;
      return true;
    }
  }
}
