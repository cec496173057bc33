package org.ovxai.standin.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.knime.core.util.PathUtils;

/** Deletes temporary files and folders when the program ends. */
public final class TempFiles {

  private static final Set<Path> PATHS = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(TempFiles::deleteAll));
  }

  private TempFiles() {}

  public static Path register(Path path) {
    PATHS.add(path);
    return path;
  }

  private static void deleteAll() {
    for (Path path : PATHS) {
      try {
        PathUtils.deleteDirectoryIfExists(path);
      } catch (IOException e) {
        System.getLogger(TempFiles.class.getName())
            .log(System.Logger.Level.WARNING, "Cannot delete " + path, e);
      }
    }
  }
}
