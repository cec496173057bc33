package org.ovxai.openvino;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** The loaded C library, and what every call to it needs: status checks, texts, properties. */
final class OpenVino {
  private static volatile OpenVinoC loaded;

  private OpenVino() {}

  /**
   * The C library, loaded at the first call.
   *
   * @throws IllegalStateException if it is not there or cannot be loaded; the next call tries again
   */
  static OpenVinoC c() {
    OpenVinoC c = loaded;
    return c != null ? c : load();
  }

  private static synchronized OpenVinoC load() {
    if (loaded == null) {
      Path library = NativeLibraries.find("openvino_c");
      try {
        loaded =
            Native.load(
                library.toString(),
                OpenVinoC.class,
                Map.of(Library.OPTION_STRING_ENCODING, StandardCharsets.UTF_8.name()));
      } catch (UnsatisfiedLinkError e) {
        throw new IllegalStateException(
            "OpenVINO could not be loaded from "
                + library
                + " on "
                + NativeLibraries.platform()
                + ": "
                + e.getMessage(),
            e);
      }
    }
    return loaded;
  }

  /** Throws what OpenVINO said last, if the status is not that of success. */
  static void check(int status, String asked) {
    if (status != 0) {
      throw failure(status, asked);
    }
  }

  static OpenVinoException failure(int status, String asked) {
    Pointer text = c().ov_get_last_err_msg();
    return new OpenVinoException(asked, Status.of(status), text == null ? "" : takeText(text));
  }

  /** Calls a function that hands out an object through its last parameter. */
  static Pointer create(String asked, ToIntFunction<Pointer> function) {
    return create(() -> asked, function);
  }

  /** As {@link #create(String, ToIntFunction)}, where the text is costly. */
  static Pointer create(Supplier<String> asked, ToIntFunction<Pointer> function) {
    try (Memory result = new Memory(Native.POINTER_SIZE)) {
      int status = function.applyAsInt(result);
      if (status != 0) {
        throw failure(status, asked.get());
      }
      return result.getPointer(0);
    }
  }

  /** Calls a function that hands out a size through its last parameter. */
  static long size(String asked, ToIntFunction<Pointer> function) {
    try (Memory result = new Memory(Long.BYTES)) {
      check(function.applyAsInt(result), asked);
      return result.getLong(0);
    }
  }

  /** Calls a function that hands out an element type through its last parameter. */
  static ElementType elementType(String asked, ToIntFunction<Pointer> function) {
    try (Memory result = new Memory(Integer.BYTES)) {
      check(function.applyAsInt(result), asked);
      return ElementType.of(result.getInt(0));
    }
  }

  /** Calls a function that hands out a text through its last parameter. */
  static String text(String asked, ToIntFunction<Pointer> function) {
    return takeText(create(asked, function));
  }

  private static String takeText(Pointer text) {
    try {
      return text.getString(0, StandardCharsets.UTF_8.name());
    } finally {
      c().ov_free(text);
    }
  }

  static byte[] terminated(byte[] text) {
    byte[] result = new byte[text.length + 1];
    System.arraycopy(text, 0, result, 0, text.length);
    return result;
  }

  /**
   * The bytes by which the system knows a path. Outside Windows they come from the path's URI: the
   * text of a path has lost them where Java runs under an ASCII locale.
   */
  static byte[] pathBytes(Path path) {
    if (NativeLibraries.isWindows()) {
      return path.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
    }
    String escaped = path.toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      if (escaped.charAt(i) == '%') {
        bytes.write(Integer.parseInt(escaped.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(escaped.charAt(i));
      }
    }
    return bytes.toByteArray();
  }

  /** An array of pointers to texts, with the texts behind it in the same memory. */
  static Memory texts(Iterable<byte[]> texts) {
    long count = 0;
    long length = 0;
    for (byte[] text : texts) {
      count++;
      length += text.length + 1;
    }
    Memory memory = new Memory(Math.max(1, count * Native.POINTER_SIZE + length));
    long slot = 0;
    long position = count * Native.POINTER_SIZE;
    for (byte[] text : texts) {
      memory.write(position, terminated(text), 0, text.length + 1);
      memory.setPointer(slot, memory.share(position));
      slot += Native.POINTER_SIZE;
      position += text.length + 1;
    }
    return memory;
  }
}
