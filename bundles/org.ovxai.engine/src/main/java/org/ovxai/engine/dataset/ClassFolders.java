package org.ovxai.engine.dataset;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ovxai.engine.EngineException;

/** Pictures in folders named like their class, such as {@code n01882714}; there are no boxes. */
final class ClassFolders implements AnnotationSource {
  private final List<String> names;

  private ClassFolders(List<String> names) {
    this.names = names;
  }

  static ClassFolders in(Path folder) {
    try (Stream<Path> files = Files.walk(folder, 2, FileVisitOption.FOLLOW_LINKS)) {
      List<String> names =
          files
              .filter(Files::isRegularFile)
              .map(folder::relativize)
              .filter(f -> f.getNameCount() == 2)
              .map(f -> f.getName(0) + "/" + f.getName(1))
              .sorted()
              .toList();
      if (names.isEmpty()) {
        throw new EngineException(
            "There is no annotation in '"
                + folder
                + "': it holds neither XML files nor folders of classes with pictures.");
      }
      return new ClassFolders(names);
    } catch (IOException e) {
      throw new EngineException("Annotations '" + folder + "' cannot be listed: " + e, e);
    }
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public RawPicture read(int index) {
    String className = names.get(index).substring(0, names.get(index).indexOf('/'));
    return new RawPicture(0, 0, List.of(new RawAnnotation(className, Optional.empty())), List.of());
  }
}
