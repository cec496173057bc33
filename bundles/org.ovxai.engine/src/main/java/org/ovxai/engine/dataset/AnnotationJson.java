package org.ovxai.engine.dataset;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ovxai.engine.EngineException;

/**
 * Annotations of a picture as a text: {@code [{"label": "koala", "box": [x1, y1, x2, y2]}, ...]},
 * where {@code x1, y1} is the left upper corner and {@code x2, y2} the right lower edge, in pixels
 * of the picture. An object without {@code box} is somewhere in the picture.
 */
public final class AnnotationJson {
  private AnnotationJson() {}

  /** The text of annotations. */
  public static String write(List<Annotation> annotations) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginArray();
      for (Annotation annotation : annotations) {
        json.beginObject();
        json.name("label").value(annotation.label());
        if (annotation.box().isPresent()) {
          BoundingBox box = annotation.box().get();
          json.name("box").beginArray();
          for (double edge : new double[] {box.x1(), box.y1(), box.x2(), box.y2()}) {
            number(json, edge);
          }
          json.endArray();
        }
        json.endObject();
      }
      json.endArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void number(JsonWriter json, double value) throws IOException {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.value((long) value);
    } else {
      json.value(value);
    }
  }

  /**
   * The annotations of a text.
   *
   * @throws EngineException if it is none; the message says where and why
   */
  public static List<Annotation> read(String text) {
    List<Annotation> annotations = new ArrayList<>();
    JsonReader json = new JsonReader(new StringReader(text));
    try {
      json.beginArray();
      while (json.hasNext()) {
        annotations.add(readOne(json));
      }
      json.endArray();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalStateException("there is more behind the end");
      }
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
      throw new EngineException("The annotations cannot be read: " + e.getMessage(), e);
    }
    return annotations;
  }

  private static Annotation readOne(JsonReader json) throws IOException {
    Optional<String> label = Optional.empty();
    Optional<BoundingBox> box = Optional.empty();
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "label" -> label = Optional.of(json.nextString());
        case "box" -> {
          json.beginArray();
          box =
              Optional.of(
                  new BoundingBox(
                      json.nextDouble(), json.nextDouble(), json.nextDouble(), json.nextDouble()));
          json.endArray();
        }
        default -> json.skipValue();
      }
    }
    json.endObject();
    return new Annotation(
        label.orElseThrow(() -> new IllegalStateException("an object has no label")), box);
  }
}
