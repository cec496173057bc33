package org.ovxai.nodes.files;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A folder whose files appear whole or not at all: each is written beside its place under another
 * name, then moved.
 *
 * @param path the folder
 * @param overwrite whether files that exist are replaced
 */
public record OutputFolder(Path path, boolean overwrite) {

  /**
   * Makes the folder if it is missing, and tries whether a file can be written.
   *
   * @throws IOException if not
   */
  public void prepare() throws IOException {
    Files.createDirectories(path);
    Path trial = temporary();
    try {
      Files.createFile(trial);
    } finally {
      Files.deleteIfExists(trial);
    }
  }

  /** A new name for a file that is not done. */
  public Path temporary() {
    return path.resolve(".ovxai-" + UUID.randomUUID() + ".tmp");
  }

  /**
   * Writes a file.
   *
   * @throws FileAlreadyExistsException if there is such a file and it is not to be replaced
   * @throws IOException if it cannot be written
   */
  public void write(String name, byte[] content) throws IOException {
    Path temporary = temporary();
    try {
      Files.write(temporary, content);
      publish(temporary, name);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Gives a temporary file its name.
   *
   * @throws FileAlreadyExistsException if there is such a file and it is not to be replaced
   */
  public void publish(Path temporary, String name) throws IOException {
    CopyOption[] options =
        overwrite ? new CopyOption[] {StandardCopyOption.REPLACE_EXISTING} : new CopyOption[0];
    Files.move(temporary, path.resolve(name), options);
  }
}
