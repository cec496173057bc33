package org.ovxai.engine.dataset;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.dataset.RawAnnotation.Edges;

/**
 * Annotations in COCO's form: a JSON object with the arrays {@code images}, {@code annotations} and
 * {@code categories}, in any order. Only boxes are read; outlines are skipped.
 */
final class CocoAnnotations implements AnnotationSource {
  private final List<Image> images = new ArrayList<>();
  private final Map<Long, List<Box>> boxes = new HashMap<>();
  private final Map<Long, String> categories = new HashMap<>();

  private record Image(long id, String name, int width, int height) {}

  private record Box(long id, long category, Edges edges) {}

  private CocoAnnotations() {}

  static CocoAnnotations read(Path file) {
    CocoAnnotations coco = new CocoAnnotations();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        JsonReader json = new JsonReader(text)) {
      try {
        coco.read(json);
      } catch (IllegalStateException | NumberFormatException | IOException e) {
        throw new EngineException(
            "Annotation file '" + file + "', " + place(json) + ": " + reason(e), e);
      }
    } catch (IOException e) {
      throw new EngineException("Annotation file '" + file + "' cannot be read: " + e, e);
    }
    return coco;
  }

  /** Where the reader is, for example {@code line 3 column 7 path $.images[0]}. */
  private static String place(JsonReader json) {
    return json.toString().replaceFirst("^\\S+ at ", "");
  }

  private static String reason(Exception e) {
    if (e instanceof MalformedJsonException) {
      return "this is no JSON; a file of annotations in COCO's form is expected";
    }
    return e instanceof IllegalStateException
        ? e.getMessage().replaceFirst(" at line .*", "")
        : e.toString();
  }

  private void read(JsonReader json) throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "images" -> readAll(json, this::readImage);
        case "annotations" -> readAll(json, this::readBox);
        case "categories" -> readAll(json, this::readCategory);
        default -> json.skipValue();
      }
    }
    json.endObject();
    if (json.peek() != JsonToken.END_DOCUMENT) {
      throw new IllegalStateException("there is more behind the end of the object");
    }
  }

  private interface Element {
    void read(JsonReader json) throws IOException;
  }

  private static void readAll(JsonReader json, Element element) throws IOException {
    json.beginArray();
    while (json.hasNext()) {
      json.beginObject();
      element.read(json);
      json.endObject();
    }
    json.endArray();
  }

  private void readImage(JsonReader json) throws IOException {
    Optional<Long> id = Optional.empty();
    String name = "";
    int width = 0;
    int height = 0;
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "id" -> id = Optional.of(json.nextLong());
        case "file_name" -> name = json.nextString();
        case "width" -> width = json.nextInt();
        case "height" -> height = json.nextInt();
        default -> json.skipValue();
      }
    }
    if (name.isEmpty()) {
      throw new IllegalStateException("an image has no file_name");
    }
    images.add(new Image(given(id, "an image has no id"), name, width, height));
  }

  private void readBox(JsonReader json) throws IOException {
    Optional<Long> id = Optional.empty();
    Optional<Long> image = Optional.empty();
    Optional<Long> category = Optional.empty();
    Optional<Edges> edges = Optional.empty();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "id" -> id = Optional.of(json.nextLong());
        case "image_id" -> image = Optional.of(json.nextLong());
        case "category_id" -> category = Optional.of(json.nextLong());
        case "bbox" -> edges = Optional.of(readEdges(json));
        default -> json.skipValue();
      }
    }
    boxes
        .computeIfAbsent(given(image, "an annotation has no image_id"), unused -> new ArrayList<>())
        .add(
            new Box(
                id.orElse(-1L),
                given(category, "an annotation has no category_id"),
                given(edges, "an annotation has no bbox")));
  }

  private static Edges readEdges(JsonReader json) throws IOException {
    json.beginArray();
    double x = json.nextDouble();
    double y = json.nextDouble();
    double width = json.nextDouble();
    double height = json.nextDouble();
    json.endArray();
    return new Edges(x, y, x + width, y + height);
  }

  private void readCategory(JsonReader json) throws IOException {
    Optional<Long> id = Optional.empty();
    Optional<String> name = Optional.empty();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "id" -> id = Optional.of(json.nextLong());
        case "name" -> name = Optional.of(json.nextString());
        default -> json.skipValue();
      }
    }
    categories.put(given(id, "a category has no id"), given(name, "a category has no name"));
  }

  private static <T> T given(Optional<T> value, String otherwise) {
    return value.orElseThrow(() -> new IllegalStateException(otherwise));
  }

  @Override
  public List<String> names() {
    return images.stream().map(i -> i.name().replace('\\', '/')).toList();
  }

  @Override
  public RawPicture read(int index) {
    Image image = images.get(index);
    List<RawAnnotation> objects = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Box box : boxes.getOrDefault(image.id(), List.of())) {
      String name = categories.get(box.category());
      if (name == null) {
        problems.add("annotation " + box.id() + " has the unknown category " + box.category());
      } else {
        objects.add(new RawAnnotation(name, Optional.of(box.edges())));
      }
    }
    return new RawPicture(image.width(), image.height(), objects, problems);
  }
}
