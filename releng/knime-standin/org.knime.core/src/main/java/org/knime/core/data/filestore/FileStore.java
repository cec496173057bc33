package org.knime.core.data.filestore;

import java.io.File;
import java.nio.file.Path;

/** A place on disk that belongs to a cell or port object; becomes a file or a folder. */
public final class FileStore {

  private final Path path;

  FileStore(Path path) {
    this.path = path;
  }

  public File getFile() {
    return path.toFile();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
