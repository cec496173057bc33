package org.ovxai.apicheck;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The list and the compiled bundles. */
final class Folders {
  static final Path ROOT = Path.of(System.getProperty("ovxai.root"));
  static final Path LIST = ROOT.resolve("releng/api-check/knime-5.8.2.txt");

  private Folders() {}

  /** The classes of every bundle in a folder, by the bundle's name. */
  static Map<String, Map<String, ClassFile>> bundles(String folder) throws IOException {
    Map<String, Map<String, ClassFile>> bundles = new TreeMap<>();
    try (Stream<Path> found = Files.list(ROOT.resolve(folder))) {
      for (Path bundle : (Iterable<Path>) found::iterator) {
        Path classes = bundle.resolve("target/classes");
        if (Files.isDirectory(classes)) {
          bundles.put(bundle.getFileName().toString(), ClassFile.allIn(classes));
        }
      }
    }
    assertFalse(bundles.isEmpty(), "no compiled bundle in " + folder);
    return bundles;
  }
}
