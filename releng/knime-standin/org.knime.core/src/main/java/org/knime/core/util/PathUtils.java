package org.knime.core.util;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.ovxai.standin.internal.TempFiles;

/** Helps with paths. */
public final class PathUtils {

  private PathUtils() {}

  /** Deletes a folder and all below it; links are not followed. */
  public static void deleteDirectoryIfExists(Path startDir) throws IOException {
    if (Files.exists(startDir)) {
      List<Path> deepestFirst;
      try (Stream<Path> all = Files.walk(startDir)) {
        deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }

  /** In the system's folder for temporary files; deleted when the program ends. */
  public static Path createTempDir(String prefix) throws IOException {
    return TempFiles.register(Files.createTempDirectory(prefix));
  }

  /** In the given folder; deleted when the program ends. */
  public static Path createTempDir(String prefix, Path dir) throws IOException {
    return dir == null
        ? createTempDir(prefix)
        : TempFiles.register(Files.createTempDirectory(dir, prefix));
  }

  /** In the system's folder for temporary files; deleted when the program ends. */
  public static Path createTempFile(String prefix, String suffix) throws IOException {
    return TempFiles.register(Files.createTempFile(prefix, suffix));
  }

  /** Copies a folder and all below it over what is there. */
  public static void copyDirectory(Path source, Path destination) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(source)) {
      all = found.toList();
    }
    for (Path from : all) {
      Path to = destination.resolve(source.relativize(from).toString());
      if (Files.isDirectory(from)) {
        Files.createDirectories(to);
      } else {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** The child's path; a slash at its start does not lead to the root. */
  public static Path resolvePath(Path parent, String child) {
    String separator = parent.getFileSystem().getSeparator();
    boolean rooted = child.startsWith(separator) || child.startsWith("/");
    return parent.resolve(rooted ? child.substring(1) : child);
  }
}
