package org.ovxai.standin.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The files of one execution: tables and file stores, all under one folder. */
public final class ExecutionFiles {

  private final Path folder;
  private final Set<String> storeNames = new HashSet<>();

  public ExecutionFiles(Path folder) {
    this.folder = folder;
  }

  /** A new, empty file for a table; executions may share their folder. */
  public Path newTable() throws IOException {
    return Files.createTempFile(Files.createDirectories(folder.resolve("tables")), "", ".table");
  }

  /** A new path for a file store; nothing is created there yet. */
  public synchronized Path newFileStore(String name) throws IOException {
    if (name == null || name.isEmpty() || name.startsWith(".") || name.matches(".*[/\\\\].*")) {
      throw new IOException(
          "\"" + name + "\" is no name for a file store: no slash, no dot at the start");
    }
    Path path = Files.createDirectories(folder.resolve("filestore")).resolve(name);
    if (!storeNames.add(name) || Files.exists(path)) {
      throw new IOException("There is a file store \"" + name + "\" in " + folder + " already");
    }
    return path;
  }
}
