package org.ovxai.openvino;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes an IR document with the C++ function
 *
 * <pre>void ov::serialize(const std::shared_ptr&lt;const ov::Model&gt;&amp; model,
 *     const std::filesystem::path&amp; xml, const std::filesystem::path&amp; bin,
 *     ov::pass::Serialize::Version version)</pre>
 *
 * which the C interface lacks. It is called by its mangled name, which relies on how one build of
 * OpenVINO was compiled; others are refused. All arguments are read-only references, so the other
 * side destroys nothing. An ov_model_t begins with the shared pointer.
 *
 * <p>An error of writing would be a C++ exception. It cannot pass through Java and ends the
 * process, so the caller sees to it that there is none.
 */
final class Serializer {
  private static final String BUILD = "2026.4.1-22982-e213a147257";
  private static final byte LATEST_IR_VERSION = 0;
  private static final long FILE_NAME = 3;

  private final Function serialize;

  /**
   * Finds the function.
   *
   * @throws OpenVinoException if the build of OpenVINO is another
   */
  Serializer() {
    String version = Core.version();
    if (!version.equals(BUILD) && !version.startsWith(BUILD + "-")) {
      throw ModelFile.unusable(
          "Models can be saved with OpenVINO "
              + BUILD
              + " only; the libraries in "
              + NativeLibraries.folder()
              + " are "
              + version);
    }
    Path library = NativeLibraries.find("openvino");
    try {
      serialize = NativeLibrary.getInstance(library.toString()).getFunction(mangledName());
    } catch (UnsatisfiedLinkError e) {
      throw new OpenVinoException("Models cannot be saved with " + library + ": " + e, e);
    }
  }

  /** Writes an ov_model_t to two files, named .xml and .bin, that can be created and written. */
  void write(Pointer model, Path xml, Path bin) {
    try (Memory xmlPath = nativePath(xml);
        Memory binPath = nativePath(bin)) {
      serialize.invokeVoid(new Object[] {model, xmlPath, binPath, LATEST_IR_VERSION});
    }
  }

  private static String mangledName() {
    if (NativeLibraries.isWindows()) {
      return "?serialize@ov@@YAXAEBV?$shared_ptr@$$CBVModel@ov@@@std@@AEBVpath@filesystem@3@1"
          + "W4Version@Serialize@pass@1@@Z";
    }
    if (NativeLibraries.isMac()) {
      return "_ZN2ov9serializeERKNSt3__110shared_ptrIKNS_5ModelEEERKNS0_4__fs10filesystem4pathESB_"
          + "NS_4pass9Serialize7VersionE";
    }
    return "_ZN2ov9serializeERKSt10shared_ptrIKNS_5ModelEERKNSt10filesystem7__cxx114pathESA_"
        + "NS_4pass9Serialize7VersionE";
  }

  /** A std::filesystem::path as the standard library of the platform lays it out. */
  private static Memory nativePath(Path path) {
    if (NativeLibraries.isWindows()) {
      return microsoftPath(path);
    }
    return NativeLibraries.isMac() ? libcxxPath(path) : libstdcxxPath(path);
  }

  /** A string: address, length, 16 bytes not used; then the kind of the path. */
  private static Memory libstdcxxPath(Path path) {
    byte[] text = OpenVino.pathBytes(path);
    Memory memory = withText(40, OpenVino.terminated(text));
    memory.setLong(8, text.length);
    memory.setLong(32, FILE_NAME);
    return memory;
  }

  /** A long string: address, length, capacity with the highest bit set. */
  private static Memory libcxxPath(Path path) {
    byte[] text = OpenVino.pathBytes(path);
    Memory memory = withText(24, OpenVino.terminated(text));
    memory.setLong(8, text.length);
    memory.setLong(16, text.length + 1 | Long.MIN_VALUE);
    return memory;
  }

  /** A long string of UTF-16: address, 8 bytes not used, length and capacity in characters. */
  private static Memory microsoftPath(Path path) {
    String text = path.toString();
    Memory memory = withText(32, (text + '\0').getBytes(StandardCharsets.UTF_16LE));
    memory.setLong(16, text.length());
    memory.setLong(24, text.length());
    return memory;
  }

  /** Zeroed memory for an object, with the text behind it and its address at the start. */
  private static Memory withText(int objectBytes, byte[] text) {
    Memory memory = new Memory(objectBytes + (long) text.length);
    memory.clear();
    memory.write(objectBytes, text, 0, text.length);
    memory.setPointer(0, memory.share(objectBytes));
    return memory;
  }
}
