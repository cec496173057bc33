package org.ovxai.nodes.imagereader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Lists the image files of a folder. */
final class ImageFolder {
  /** Endings of the files that are read, in lower case. */
  static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "jpe", "png", "bmp", "tif", "tiff", "webp", "ppm", "pgm");

  /**
   * An image file.
   *
   * @param file its absolute path
   * @param name the file's name without its ending; if several files share it, the path from the
   *     folder without the ending, and if they share that as well, with the ending
   */
  record ImageFile(Path file, String name) {}

  private ImageFolder() {}

  /**
   * The image files in natural order of their paths. Files whose name begins with a dot are left
   * out.
   *
   * @param subFolders whether to list the folders within the folder as well
   * @throws IOException if the folder, or one within it, cannot be listed
   */
  static List<ImageFile> list(Path folder, boolean subFolders) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    try (Stream<Path> files =
        Files.walk(root, subFolders ? Integer.MAX_VALUE : 1, FileVisitOption.FOLLOW_LINKS)) {
      List<String> paths =
          files
              .filter(ImageFolder::isImage)
              .map(f -> withSlashes(root.relativize(f)))
              .sorted(new NaturalOrder())
              .toList();
      String[] names = names(paths);
      return IntStream.range(0, names.length)
          .mapToObj(i -> new ImageFile(root.resolve(paths.get(i)), names[i]))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0
        && !name.startsWith(".")
        && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))
        && Files.isRegularFile(file);
  }

  private static String withSlashes(Path relative) {
    return StreamSupport.stream(relative.spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }

  /** Makes names longer, step by step, until no two are equal. */
  private static String[] names(List<String> paths) {
    int[] length = new int[paths.size()];
    while (true) {
      String[] names =
          IntStream.range(0, length.length)
              .mapToObj(i -> name(paths.get(i), length[i]))
              .toArray(String[]::new);
      Map<String, Integer> count = new HashMap<>();
      Arrays.stream(names).forEach(n -> count.merge(n.toLowerCase(Locale.ROOT), 1, Integer::sum));
      boolean changed = false;
      for (int i = 0; i < names.length; i++) {
        if (count.get(names[i].toLowerCase(Locale.ROOT)) > 1 && length[i] < 2) {
          length[i]++;
          changed = true;
        }
      }
      if (!changed) {
        return names;
      }
    }
  }

  private static String name(String path, int length) {
    String withoutEnding = path.substring(0, path.lastIndexOf('.'));
    return switch (length) {
      case 0 -> withoutEnding.substring(withoutEnding.lastIndexOf('/') + 1);
      case 1 -> withoutEnding;
      default -> path;
    };
  }
}
