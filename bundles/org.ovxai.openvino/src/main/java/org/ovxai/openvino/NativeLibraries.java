package org.ovxai.openvino;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.core.runtime.FileLocator;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * Finds the native libraries of the running platform.
 *
 * <p>They lie in the folder {@code native} of the fragment for this platform. The system property
 * {@value #PROPERTY} names another folder and has priority.
 */
public final class NativeLibraries {
  /** System property that names a folder with the libraries. */
  public static final String PROPERTY = "org.ovxai.natives";

  private NativeLibraries() {}

  /**
   * The folder with the libraries, absolute.
   *
   * @throws IllegalStateException if there are none for this platform
   */
  public static Path folder() {
    String property = System.getProperty(PROPERTY);
    if (property != null) {
      Path folder = Path.of(property).toAbsolutePath();
      if (!Files.isDirectory(folder)) {
        throw new IllegalStateException(
            "The system property " + PROPERTY + " names " + folder + ", which is no folder");
      }
      return folder;
    }
    Bundle bundle = FrameworkUtil.getBundle(NativeLibraries.class);
    Enumeration<URL> found = bundle == null ? null : bundle.findEntries("/", "native", false);
    if (found == null) {
      throw new IllegalStateException(
          "There are no native libraries for this platform ("
              + platform()
              + "). Install the native libraries of OpenVINO XAI for it (fragment"
              + " org.ovxai.openvino.natives.*; there is one for linux.x86_64, linux.aarch64,"
              + " win32.x86_64 and macosx.aarch64), or set the system property "
              + PROPERTY
              + " to a folder that holds them");
    }
    URL entry = found.nextElement();
    try {
      return new File(FileLocator.toFileURL(entry).getPath()).toPath().toAbsolutePath();
    } catch (IOException e) {
      throw new IllegalStateException(
          "The native libraries at " + entry + " cannot be unpacked", e);
    }
  }

  /**
   * The library whose file name is {@code stem}, without the platform's prefix, version and
   * extension: {@code openvino_c} finds {@code libopenvino_c.so.2641}, {@code
   * libopenvino_c.2641.dylib} or {@code openvino_c.dll}.
   *
   * @param stem regular expression
   * @throws IllegalStateException if there is none, or no folder of libraries at all
   */
  public static Path find(String stem) {
    Path folder = folder();
    Pattern name = Pattern.compile("(lib)?(?:" + stem + ")(\\.\\d+)*\\.(so|dylib|dll)(\\.\\d+)*");
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException("The folder " + folder + " cannot be listed", e);
    }
    return files.stream()
        .filter(file -> name.matcher(file.getFileName().toString()).matches())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no library "
                        + stem
                        + " for "
                        + platform()
                        + " in "
                        + folder
                        + "; found: "
                        + files.stream().map(Path::getFileName).toList()));
  }

  static String platform() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }

  static boolean isWindows() {
    return osStartsWith("windows");
  }

  static boolean isLinux() {
    return osStartsWith("linux");
  }

  static boolean isMac() {
    return osStartsWith("mac");
  }

  private static boolean osStartsWith(String prefix) {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith(prefix);
  }
}
