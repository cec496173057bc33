package org.ovxai.nodes.files;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out whether files can be written into a folder. */
public final class WritableFolder {
  private WritableFolder() {}

  /**
   * Why nothing can be written into a folder, as far as this can be told without writing.
   *
   * @param create whether missing folders will be made
   * @return empty text if nothing speaks against it
   */
  public static String obstacle(Path path, boolean create) {
    Path existing = path.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      return existing + " is no folder";
    }
    if (!Files.isWritable(existing)) {
      return "folder " + existing + " is write-protected for this user";
    }
    if (!create && !Files.exists(path)) {
      return "it does not exist, and missing folders are not to be made";
    }
    return "";
  }
}
