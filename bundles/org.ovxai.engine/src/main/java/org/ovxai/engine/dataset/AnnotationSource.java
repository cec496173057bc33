package org.ovxai.engine.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.ovxai.engine.EngineException;

/** Annotations of many pictures, in one of the usual forms. */
public interface AnnotationSource {

  /** The forms in which annotations lie on disk. */
  enum Format {
    /** One JSON file, with boxes as {@code [x, y, width, height]} (COCO). */
    COCO,
    /** An XML file a picture, of the picture's name (Pascal VOC, ILSVRC). */
    XML,
    /** Pictures in folders that have the names of their classes, without boxes (ImageNet). */
    CLASS_FOLDERS
  }

  /**
   * The paths by which the annotations name their pictures, with {@code /}, with or without an
   * ending. What they begin with may differ from where the pictures really are.
   */
  List<String> names();

  /**
   * What is said of a picture.
   *
   * @param index place in {@link #names}
   * @throws EngineException if it cannot be read; the message says where and why
   */
  RawPicture read(int index);

  /**
   * Opens annotations.
   *
   * @param path the file, or the folder
   * @param format the form; empty to take the one that the path suggests
   * @throws EngineException if there are none, or their file is malformed; the message names the
   *     file, the line and the reason
   */
  static AnnotationSource open(Path path, Optional<Format> format) {
    return switch (format.orElseGet(() -> guess(path))) {
      case COCO -> CocoAnnotations.read(path);
      case XML -> XmlAnnotations.in(path);
      case CLASS_FOLDERS -> ClassFolders.in(path);
    };
  }

  private static Format guess(Path path) {
    if (Files.isRegularFile(path)) {
      if (ending(path).equals("xml")) {
        throw new EngineException(
            "Annotations '" + path + "' are of one picture. Give the folder of the XML files.");
      }
      return Format.COCO;
    }
    try (Stream<Path> files = Files.walk(path)) {
      boolean xml = files.anyMatch(f -> ending(f).equals("xml"));
      return xml ? Format.XML : Format.CLASS_FOLDERS;
    } catch (IOException e) {
      throw new EngineException("Annotations '" + path + "' cannot be read: " + e, e);
    }
  }

  /** The ending of a file's name in lower case, without the dot. */
  static String ending(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
