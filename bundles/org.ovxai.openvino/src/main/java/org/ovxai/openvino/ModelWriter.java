package org.ovxai.openvino;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Puts the two files of an IR document in their places, both or none.
 *
 * <p>{@link Serializer} must not meet a write error. On Linux it therefore writes to memory, and
 * Java copies that to the disk. Elsewhere there must be ample space before it starts.
 */
final class ModelWriter {
  private static final long SPARE_BYTES = 256L << 20;

  private final Path xml;
  private final Path bin;

  ModelWriter(Path xml) {
    if (!ModelFile.isIr(xml)) {
      throw new IllegalArgumentException("The name of an IR file ends with .xml, not " + xml);
    }
    this.xml = xml.toAbsolutePath();
    bin = ModelFile.weightsOf(this.xml);
  }

  /**
   * Writes a model.
   *
   * @param model an open ov_model_t
   * @param bytes about what the model takes
   */
  void write(Pointer model, long bytes) {
    Serializer serializer = new Serializer();
    for (Path file : List.of(xml, bin)) {
      if (Files.isDirectory(file)) {
        throw ModelFile.unusable("The model cannot be saved as " + file + ": it is a folder");
      }
    }
    try {
      Path folder = Files.createTempDirectory(xml.getParent(), ".saving");
      try {
        Path newXml = folder.resolve("model.xml");
        Path newBin = folder.resolve("model.bin");
        if (NativeLibraries.isLinux()) {
          serializeInMemory(serializer, model, newXml, newBin);
        } else {
          checkSpace(folder, 2 * bytes + SPARE_BYTES);
          serializer.write(model, newXml, newBin);
        }
        replace(newXml, newBin, folder.resolve("former.bin"));
      } finally {
        deleteFolder(folder);
      }
    } catch (IOException e) {
      throw new OpenVinoException("The model cannot be saved as " + xml + ": " + e, e);
    }
  }

  private static void serializeInMemory(
      Serializer serializer, Pointer model, Path newXml, Path newBin) throws IOException {
    // the names must end with .xml and .bin, which those in memory do not
    Path links = Files.createTempDirectory("saving");
    try (MemoryFile xmlMemory = new MemoryFile();
        MemoryFile binMemory = new MemoryFile()) {
      serializer.write(
          model,
          Files.createSymbolicLink(links.resolve("model.xml"), xmlMemory.path()),
          Files.createSymbolicLink(links.resolve("model.bin"), binMemory.path()));
      copy(xmlMemory.path(), newXml);
      copy(binMemory.path(), newBin);
    } finally {
      deleteFolder(links);
    }
  }

  private static void copy(Path memory, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(memory)) {
      Files.copy(in, file);
    }
  }

  private static void checkSpace(Path folder, long needed) throws IOException {
    long usable = Files.getFileStore(folder).getUsableSpace();
    if (usable < needed) {
      throw new IOException(
          "there should be "
              + (needed >> 20)
              + " MiB of free space, to be safe; there are "
              + (usable >> 20));
    }
  }

  /** Moves both files to their places; puts the former weights back if the second move fails. */
  private void replace(Path newXml, Path newBin, Path formerBin) throws IOException {
    boolean hadBin = Files.exists(bin);
    if (hadBin) {
      Files.move(bin, formerBin);
    }
    try {
      Files.move(newBin, bin);
      Files.move(newXml, xml, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      if (hadBin) {
        Files.move(formerBin, bin, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.deleteIfExists(bin);
      }
      throw e;
    }
  }

  private static void deleteFolder(Path folder) throws IOException {
    for (String name : List.of("model.xml", "model.bin", "former.bin")) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.delete(folder);
  }
}
