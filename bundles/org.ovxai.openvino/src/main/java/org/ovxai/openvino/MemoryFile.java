package org.ovxai.openvino;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of Linux that has a path but lives in memory. */
final class MemoryFile implements AutoCloseable {
  private static final int CLOSE_ON_EXEC = 1;

  private final LibC c;
  private final int descriptor;

  MemoryFile() throws IOException {
    c = Native.load("c", LibC.class);
    try {
      descriptor = c.memfd_create("model", CLOSE_ON_EXEC);
    } catch (LastErrorException e) {
      throw new IOException("there is no memory for the model: " + e.getMessage(), e);
    }
    if (!Files.isWritable(path())) {
      close();
      throw new IOException("memory cannot be written to as " + path() + "; is /proc mounted?");
    }
  }

  Path path() {
    return Path.of("/proc/self/fd/" + descriptor);
  }

  @Override
  public void close() {
    c.close(descriptor);
  }

  interface LibC extends Library {
    int memfd_create(String name, int flags) throws LastErrorException;

    int close(int descriptor);
  }
}
