package org.ovxai.engine.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ovxai.engine.EngineException;

/** What a model calls the classes of annotations. */
public final class ClassMapping {
  private static final Pattern LINE =
      Pattern.compile("([^\\t]+)\\t(.+)|(n\\d{8})\\s+(.+)|([^;]+);(.+)|([^,]+),(.+)");

  private final Map<String, String> labels;
  private final boolean identity;

  private ClassMapping(Map<String, String> labels, boolean identity) {
    this.labels = labels;
    this.identity = identity;
  }

  /** The model calls them as the annotations do. */
  public static ClassMapping identity() {
    return new ClassMapping(Map.of(), true);
  }

  /**
   * A table in a text file: a line a class, with the annotations' name and the model's label, in
   * this order, separated by a tabulator, a semicolon or a comma. Lines of ImageNet's synset lists,
   * {@code n01440764 tench, Tinca tinca}, are understood too. Empty lines, and those that begin
   * with {@code #}, are skipped.
   *
   * @throws EngineException if it cannot be read; the message names the file, the line and the
   *     reason
   */
  public static ClassMapping read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new EngineException("Class table '" + file + "' cannot be read: " + e, e);
    }
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        add(line, labels, "Class table '" + file + "', line " + (i + 1) + ": ");
      }
    }
    return new ClassMapping(labels, false);
  }

  private static void add(String line, Map<String, String> labels, String place) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new EngineException(
          place
              + "'"
              + line
              + "' is no pair. Give a class and a label, separated by a tabulator, a semicolon or a"
              + " comma.");
    }
    int group = 1;
    while (matcher.group(group) == null) {
      group += 2;
    }
    String name = matcher.group(group).strip();
    String label = matcher.group(group + 1).strip();
    String former = labels.putIfAbsent(name, label);
    if (former != null && !former.equals(label)) {
      throw new EngineException(
          place + "class '" + name + "' stands for '" + former + "' already.");
    }
  }

  /**
   * The model's label of a class.
   *
   * @return empty if the table does not have the class
   */
  public Optional<String> label(String className) {
    return identity ? Optional.of(className) : Optional.ofNullable(labels.get(className));
  }

  /**
   * Whether a label of an annotation means a class of a model: they are equal but for upper and
   * lower case, or the model's is one of the annotation's synonyms, as in {@code "tench, Tinca
   * tinca"}.
   */
  public static boolean same(String annotation, String model) {
    String wanted = model.strip();
    if (annotation.strip().equalsIgnoreCase(wanted)) {
      return true;
    }
    for (String synonym : annotation.split(",")) {
      if (synonym.strip().equalsIgnoreCase(wanted)) {
        return true;
      }
    }
    return false;
  }
}
