package org.ovxai.opencv;

import java.nio.file.Path;
import org.ovxai.openvino.NativeLibraries;

/**
 * Loads the OpenCV library of the running platform.
 *
 * <p>Call {@link #load()} before the first use of a class of {@code org.opencv}. The library
 * belongs to the class loader that loads it, so it must be loaded by this bundle, which also holds
 * the classes.
 */
public final class OpenCv {
  private static boolean loaded;

  private OpenCv() {}

  /**
   * Loads the library; further calls do nothing. Safe to call from several threads.
   *
   * @throws IllegalStateException if there is no OpenCV library for this platform, or if the
   *     operating system cannot load it
   */
  public static synchronized void load() {
    if (loaded) {
      return;
    }
    Path library = NativeLibraries.find("opencv_java\\d+");
    try {
      System.load(library.toString());
    } catch (UnsatisfiedLinkError e) {
      throw new IllegalStateException(
          "OpenCV was to be loaded from "
              + library
              + ", but the operating system refused: "
              + e.getMessage()
              + ". Install the system libraries that it names, or set the system property "
              + NativeLibraries.PROPERTY
              + " to a folder with libraries for "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch"),
          e);
    }
    loaded = true;
  }
}
