package org.ovxai.standin.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The files of one execution: tables and file stores, all under one folder. */
public final class ExecutionFiles {

  private final Path folder;
  private final Set<TableWriter> writers = ConcurrentHashMap.newKeySet();
  private final Set<String> storeNames = new HashSet<>();

  public ExecutionFiles(Path folder) {
    this.folder = folder;
  }

  /** A writer of a new table; executions may share their folder. */
  public TableWriter newTable() throws IOException {
    writers.removeIf(TableWriter::isFinished);
    Path tables = Files.createDirectories(folder.resolve("tables"));
    TableWriter writer = new TableWriter(Files.createTempFile(tables, "", ".table"));
    writers.add(writer);
    return writer;
  }

  /** Deletes the tables that were begun and not finished. */
  public void discardUnfinishedTables() throws IOException {
    for (TableWriter writer : writers) {
      writer.discardUnlessFinished();
    }
    writers.clear();
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
