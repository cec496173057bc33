package org.ovxai.engine.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.dataset.RawAnnotation.Edges;

/**
 * Pictures, and what annotations say of them.
 *
 * <p>A picture is found by its file's name. The folders count only where several pictures, or
 * several annotations, have the same name: then those belong together whose folders agree most.
 */
public final class AnnotatedPictures {
  private static final int NONE = -1;

  private final AnnotationSource source;
  private final ClassMapping classes;
  private final List<String> problems = new ArrayList<>();
  private final int[] entries;
  private final Map<Integer, String> doubtful = new HashMap<>();

  /**
   * What a picture shows.
   *
   * @param known whether the picture has an annotation, which may be of no object
   * @param annotations the objects
   * @param problems what was left out or looks wrong, each a clause without a full stop
   */
  public record Result(boolean known, List<Annotation> annotations, List<String> problems) {}

  /**
   * Finds the annotations of pictures.
   *
   * @param pictures their files
   */
  public AnnotatedPictures(AnnotationSource source, ClassMapping classes, List<Path> pictures) {
    this.source = source;
    this.classes = classes;
    entries = new int[pictures.size()];
    Arrays.fill(entries, NONE);
    match(pictures);
  }

  private void match(List<Path> pictures) {
    List<String> names = source.names();
    List<String> paths = pictures.stream().map(AnnotatedPictures::slashed).toList();
    Map<String, List<Integer>> entriesByName = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      entriesByName.computeIfAbsent(last(names.get(i)), n -> new ArrayList<>()).add(i);
    }
    Map<String, List<Integer>> picturesByName = new HashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      for (String name : namesOf(paths.get(i))) {
        picturesByName.computeIfAbsent(name, n -> new ArrayList<>()).add(i);
      }
    }
    for (int entry = 0; entry < names.size(); entry++) {
      String name = names.get(entry);
      List<Integer> best =
          best(
              picturesByName.getOrDefault(last(name), List.of()),
              i -> agreement(paths.get(i), name));
      if (best.isEmpty()) {
        problems.add("annotation '" + name + "' has no picture");
      }
      for (int picture : best) {
        List<Integer> rivals =
            namesOf(paths.get(picture)).stream()
                .flatMap(n -> entriesByName.getOrDefault(n, List.of()).stream())
                .toList();
        List<Integer> back = best(rivals, e -> agreement(paths.get(picture), names.get(e)));
        if (best.size() == 1 && back.equals(List.of(entry))) {
          entries[picture] = entry;
        } else if (back.contains(entry)) {
          doubtful.put(
              picture,
              (best.size() > 1 ? "several pictures have" : "several annotations have")
                  + " the name '"
                  + name
                  + "', and no folder tells them apart");
        }
      }
    }
  }

  /** The names by which annotations may call a picture: its file's, and that without the ending. */
  private static Set<String> namesOf(String path) {
    String name = last(path);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? Set.of(name, name.substring(0, dot)) : Set.of(name);
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private interface Agreement {
    int of(int index);
  }

  private static List<Integer> best(List<Integer> indices, Agreement agreement) {
    int greatest = indices.stream().mapToInt(agreement::of).max().orElse(0);
    return indices.stream().filter(i -> agreement.of(i) == greatest).toList();
  }

  /** How many folders of two paths agree, counted from the end. */
  private static int agreement(String picture, String name) {
    String[] a = picture.split("/");
    String[] b = name.split("/");
    int count = 0;
    while (count + 1 < Math.min(a.length, b.length)
        && a[a.length - 2 - count].equals(b[b.length - 2 - count])) {
      count++;
    }
    return count;
  }

  private static String slashed(Path path) {
    return String.join(
        "/", StreamSupport.stream(path.spliterator(), false).map(Path::toString).toList());
  }

  /** What is wrong with the whole, such as annotations without a picture. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * What a picture shows. Boxes are cut at the picture's edges.
   *
   * @param index place in the list of pictures
   * @param width columns of the picture; 0 if not known
   * @param height rows of the picture; 0 if not known
   */
  public Result of(int index, int width, int height) {
    if (doubtful.containsKey(index)) {
      return new Result(false, List.of(), List.of(doubtful.get(index)));
    }
    if (entries[index] == NONE) {
      return new Result(false, List.of(), List.of());
    }
    RawPicture raw;
    try {
      raw = source.read(entries[index]);
    } catch (EngineException e) {
      return new Result(false, List.of(), List.of(e.getMessage()));
    }
    boolean sizes = width > 0 && height > 0 && raw.width() > 0 && raw.height() > 0;
    if (sizes && (raw.width() != width || raw.height() != height)) {
      return new Result(
          false,
          List.of(),
          List.of(
              "the annotation is for a picture of "
                  + raw.width()
                  + " x "
                  + raw.height()
                  + " pixels, and this one has "
                  + width
                  + " x "
                  + height));
    }
    return cleaned(raw, width > 0 ? width : raw.width(), height > 0 ? height : raw.height());
  }

  private Result cleaned(RawPicture raw, int width, int height) {
    List<Annotation> annotations = new ArrayList<>();
    List<String> found = new ArrayList<>(raw.problems());
    for (RawAnnotation object : raw.objects()) {
      String label =
          classes
              .label(object.className())
              .orElseGet(
                  () -> {
                    found.add("class '" + object.className() + "' is not in the class table");
                    return object.className();
                  });
      if (object.edges().isEmpty()) {
        annotations.add(new Annotation(label, Optional.empty()));
      } else {
        add(label, object.edges().get(), width, height, annotations, found);
      }
    }
    return new Result(true, annotations, found);
  }

  private static void add(
      String label,
      Edges edges,
      int width,
      int height,
      List<Annotation> annotations,
      List<String> found) {
    String box =
        "box ("
            + edges.x1()
            + ", "
            + edges.y1()
            + ", "
            + edges.x2()
            + ", "
            + edges.y2()
            + ") of '"
            + label
            + "'";
    if (!(edges.x1() < edges.x2() && edges.y1() < edges.y2())) {
      found.add(box + " has no area and is left out");
      return;
    }
    double right = width > 0 ? width : Double.MAX_VALUE;
    double bottom = height > 0 ? height : Double.MAX_VALUE;
    double x1 = Math.max(0, edges.x1());
    double y1 = Math.max(0, edges.y1());
    double x2 = Math.min(right, edges.x2());
    double y2 = Math.min(bottom, edges.y2());
    if (x1 >= x2 || y1 >= y2) {
      found.add(box + " lies outside the picture and is left out");
      return;
    }
    if (x1 != edges.x1() || y1 != edges.y1() || x2 != edges.x2() || y2 != edges.y2()) {
      found.add(box + " reaches beyond the picture and is cut");
    }
    annotations.add(new Annotation(label, Optional.of(new BoundingBox(x1, y1, x2, y2))));
  }
}
