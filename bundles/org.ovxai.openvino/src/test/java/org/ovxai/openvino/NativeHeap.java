package org.ovxai.openvino;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Structure;
import org.junit.jupiter.api.Assumptions;

/** What the C library of Linux has handed out. */
final class NativeHeap {
  private NativeHeap() {}

  /**
   * The least of some measurements, each after a garbage collection: JNA frees what was collected
   * in a thread of its own. Aborts the test where glibc is older than 2.33.
   */
  static long bytesInUse() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, measure());
    }
    return least;
  }

  private static long measure() {
    try {
      Usage usage = Native.load("c", LibC.class).mallinfo2();
      return usage.hblkhd + usage.uordblks;
    } catch (UnsatisfiedLinkError e) {
      return Assumptions.abort("The C library does not tell: " + e.getMessage());
    }
  }

  interface LibC extends Library {
    Usage mallinfo2();
  }

  /** struct mallinfo2 of malloc.h. */
  @Structure.FieldOrder({
    "arena",
    "ordblks",
    "smblks",
    "hblks",
    "hblkhd",
    "usmblks",
    "fsmblks",
    "uordblks",
    "fordblks",
    "keepcost"
  })
  public static final class Usage extends Structure implements Structure.ByValue {
    public long arena;
    public long ordblks;
    public long smblks;
    public long hblks;
    public long hblkhd;
    public long usmblks;
    public long fsmblks;
    public long uordblks;
    public long fordblks;
    public long keepcost;
  }
}
