package org.ovxai.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ovxai.engine.detection.Detection;
import org.ovxai.engine.model.ModelInfo;

/**
 * Which classes of a picture are explained.
 *
 * @param all every class
 * @param named indices and label names; if empty and not {@code all}, the best classes of the
 *     prediction
 * @param topK how many of the best classes
 */
public record Targets(boolean all, List<String> named, int topK) {
  private static final int NEAREST = 5;

  /** Copies the list. */
  public Targets {
    named = List.copyOf(named);
    if (topK < 1) {
      throw new EngineException(
          "The number of best classes is " + topK + "; it must be 1 or more.");
    }
  }

  /**
   * Reads what a user typed: nothing for the {@code topK} best classes, {@code all} (or {@code
   * -1}), or indices (from 0) and label names separated by semicolons.
   */
  public static Targets parse(String text, int topK) {
    List<String> named =
        Arrays.stream(text.split(";")).map(String::trim).filter(s -> !s.isEmpty()).toList();
    boolean all = named.size() == 1 && named.get(0).matches("(?i)all|-1");
    return new Targets(all, all ? List.of() : named, topK);
  }

  /**
   * The indices of the named targets, in the order given, each once.
   *
   * @param classes number of classes
   * @param labels their names, empty if unknown
   * @throws EngineException if an index is out of range, or a name is unknown or stands for several
   *     classes
   */
  public List<Integer> indices(int classes, List<String> labels) {
    Set<Integer> found = new LinkedHashSet<>();
    named.forEach(name -> found.add(index(name, classes, labels)));
    return List.copyOf(found);
  }

  /**
   * The targets of one picture.
   *
   * @param scores a score a class
   * @param labels names of the classes, empty if unknown
   * @return class indices; the best first where the prediction decides
   * @throws EngineException as {@link #indices}
   */
  public List<Integer> resolve(float[] scores, List<String> labels) {
    if (all) {
      return IntStream.range(0, scores.length).boxed().toList();
    }
    if (!named.isEmpty()) {
      return indices(scores.length, labels);
    }
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> scores[i]).reversed())
        .limit(topK)
        .toList();
  }

  /**
   * The objects of one picture that are meant: all without a name, else those at the given places
   * and those of the given labels.
   *
   * @param found the picture's detections, the best first
   * @param confidence above which they were found, for messages
   * @return places among the detections, ascending
   * @throws NoTargetException if there is none
   * @throws EngineException if a label is unknown
   */
  public List<Integer> objects(List<Detection> found, List<String> labels, double confidence) {
    String where = " above a confidence of " + confidence;
    if (found.isEmpty()) {
      throw new NoTargetException("The model finds no object" + where + ".");
    }
    if (all || named.isEmpty()) {
      return IntStream.range(0, found.size()).boxed().toList();
    }
    Set<Integer> places = new TreeSet<>();
    for (String name : named) {
      if (isIndex(name)) {
        places.add(Integer.parseInt(name));
      } else {
        int label = index(name, labels.size(), labels);
        IntStream.range(0, found.size())
            .filter(i -> found.get(i).label() == label)
            .forEach(places::add);
      }
    }
    places.removeIf(place -> place >= found.size());
    if (places.isEmpty()) {
      throw new NoTargetException(
          "The model finds "
              + found.size()
              + " objects"
              + where
              + ", and none of them is '"
              + String.join("', '", named)
              + "'.");
    }
    return List.copyOf(places);
  }

  /**
   * Checks what can be told without a picture.
   *
   * @param objects whether indices mean objects of a picture, not classes
   * @throws EngineException as {@link #indices}
   */
  public void check(ModelInfo model, boolean objects) {
    int classes = model.classes() > 0 ? model.classes() : model.labels().size();
    if (objects) {
      named.stream()
          .filter(name -> !isIndex(name))
          .forEach(name -> index(name, model.labels().size(), model.labels()));
    } else if (classes > 0) {
      indices(classes, model.labels());
    }
  }

  private static boolean isIndex(String name) {
    return name.matches("\\d{1,9}");
  }

  private static int index(String name, int classes, List<String> labels) {
    if (isIndex(name)) {
      int index = Integer.parseInt(name);
      if (index >= classes) {
        throw new EngineException(
            "Target "
                + name
                + " is out of range: the model has "
                + classes
                + " classes, 0 to "
                + (classes - 1)
                + ".");
      }
      return index;
    }
    if (labels.isEmpty()) {
      throw new EngineException(
          "Target '"
              + name
              + "' is a name, but the model has no labels. Give indices from 0 to "
              + (classes - 1)
              + ", or set the labels where the model is read.");
    }
    List<Integer> exact = matching(labels, name::equals);
    List<Integer> found = exact.isEmpty() ? matching(labels, name::equalsIgnoreCase) : exact;
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.isEmpty()) {
      throw new EngineException(
          "The model has no label '" + name + "'. The nearest are: " + nearest(name, labels) + ".");
    }
    throw new EngineException(
        "The label '"
            + name
            + "' stands for the classes "
            + found.stream().map(String::valueOf).collect(Collectors.joining(", "))
            + ". Give the index of the one that you mean.");
  }

  private static List<Integer> matching(
      List<String> labels, java.util.function.Predicate<String> test) {
    return IntStream.range(0, labels.size()).filter(i -> test.test(labels.get(i))).boxed().toList();
  }

  private static String nearest(String name, List<String> labels) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return labels.stream()
        .distinct()
        .sorted(Comparator.comparingDouble(l -> distance(wanted, l.toLowerCase(Locale.ROOT))))
        .limit(NEAREST)
        .map(l -> "'" + l + "'")
        .collect(Collectors.joining(", "));
  }

  /** Levenshtein's distance, less where the second text contains the first. */
  private static double distance(String a, String b) {
    int[] row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return b.contains(a) ? row[b.length()] / 100.0 : row[b.length()];
  }
}
