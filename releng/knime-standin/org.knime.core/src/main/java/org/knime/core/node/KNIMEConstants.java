package org.knime.core.node;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** Constants of the installation. */
public final class KNIMEConstants {

  /** System property with the folder for temporary files. */
  public static final String PROPERTY_TEMP_DIR = "knime.tmpdir";

  private static volatile Path tempDir =
      Path.of(System.getProperty(PROPERTY_TEMP_DIR, System.getProperty("java.io.tmpdir")))
          .toAbsolutePath();

  private KNIMEConstants() {}

  /** Absolute path of the folder for temporary files. */
  public static final String getKNIMETempDir() {
    return tempDir.toString();
  }

  public static Path getKNIMETempPath() {
    return tempDir;
  }

  public static final void setKNIMETempDir(File dir) {
    try {
      tempDir = dir.toPath().toRealPath();
    } catch (IOException e) {
      throw new IllegalArgumentException("No folder for temporary files: " + dir, e);
    }
  }
}
