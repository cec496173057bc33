package org.ovxai.engine.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.dataset.RawAnnotation.Edges;

/**
 * Annotations in the form of Pascal VOC and ILSVRC: an XML file a picture, of the picture's name.
 * Edges are taken as they are written. A file is read when its picture is asked for. Document types
 * are refused, and with them all entities.
 */
final class XmlAnnotations implements AnnotationSource {
  private static final String ROOT = "annotation";
  private static final String OBJECT = "annotation/object";
  private static final XMLInputFactory FACTORY = XMLInputFactory.newInstance();

  static {
    FACTORY.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    FACTORY.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
  }

  private final Path folder;
  private final List<Path> files;

  private XmlAnnotations(Path folder, List<Path> files) {
    this.folder = folder;
    this.files = files;
  }

  static XmlAnnotations in(Path folder) {
    try (Stream<Path> found = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> files =
          found
              .filter(f -> AnnotationSource.ending(f).equals("xml") && Files.isRegularFile(f))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new EngineException("There is no XML file in '" + folder + "'.");
      }
      return new XmlAnnotations(folder, files);
    } catch (IOException e) {
      throw new EngineException("Annotations '" + folder + "' cannot be listed: " + e, e);
    }
  }

  @Override
  public List<String> names() {
    return files.stream()
        .map(
            file ->
                StreamSupport.stream(folder.relativize(file).spliterator(), false)
                    .map(Path::toString)
                    .collect(Collectors.joining("/"))
                    .replaceFirst("\\.[^.]*$", ""))
        .toList();
  }

  @Override
  public RawPicture read(int index) {
    Path file = files.get(index);
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader xml = FACTORY.createXMLStreamReader(in);
      try {
        return new Document(xml).read();
      } catch (XMLStreamException | NumberFormatException | IllegalStateException e) {
        throw new EngineException(
            "Annotation file '"
                + file
                + "', line "
                + xml.getLocation().getLineNumber()
                + ": "
                + reason(e),
            e);
      } finally {
        xml.close();
      }
    } catch (IOException | XMLStreamException e) {
      throw new EngineException("Annotation file '" + file + "' cannot be read: " + e, e);
    }
  }

  private static String reason(Exception e) {
    if (e instanceof NumberFormatException) {
      return "a number is expected: " + e.getMessage();
    }
    return String.valueOf(e.getMessage())
        .replaceFirst("(?s)^ParseError at \\[row,col\\]:\\[\\d+,\\d+\\]\\s*Message: ", "");
  }

  /** One file on its way. */
  private static final class Document {
    private final XMLStreamReader xml;
    private final Deque<String> open = new ArrayDeque<>();
    private final Map<String, String> texts = new HashMap<>();
    private final List<RawAnnotation> objects = new ArrayList<>();
    private int width;
    private int height;

    Document(XMLStreamReader xml) {
      this.xml = xml;
    }

    RawPicture read() throws XMLStreamException {
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> begin(xml.getLocalName());
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
              texts.merge(path(), xml.getText(), String::concat);
          case XMLStreamConstants.END_ELEMENT -> end();
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw new IllegalStateException(
                  "document types and entities are not read, for they may lead to other files;"
                      + " remove them");
          default -> {}
        }
      }
      return new RawPicture(width, height, objects, List.of());
    }

    private void begin(String name) {
      if (open.isEmpty() && !name.equals(ROOT)) {
        throw new IllegalStateException(
            "the document is a '" + name + "'; '" + ROOT + "' is expected");
      }
      open.addLast(name);
      texts.remove(path());
    }

    private void end() {
      switch (path()) {
        case "annotation/size/width" -> width = (int) number(path());
        case "annotation/size/height" -> height = (int) number(path());
        case OBJECT -> addObject();
        default -> {}
      }
      open.removeLast();
    }

    private void addObject() {
      String name = texts.getOrDefault(OBJECT + "/name", "").strip();
      if (name.isEmpty()) {
        throw new IllegalStateException("an object has no name");
      }
      String box = OBJECT + "/bndbox/";
      Optional<Edges> edges = Optional.empty();
      if (texts.keySet().stream().anyMatch(t -> t.startsWith(box))) {
        edges =
            Optional.of(
                new Edges(
                    number(box + "xmin"),
                    number(box + "ymin"),
                    number(box + "xmax"),
                    number(box + "ymax")));
      }
      objects.add(new RawAnnotation(name, edges));
      texts.keySet().removeIf(t -> t.startsWith(OBJECT));
    }

    private double number(String path) {
      String text = texts.getOrDefault(path, "").strip();
      if (text.isEmpty()) {
        throw new IllegalStateException("'" + path + "' is missing");
      }
      return Double.parseDouble(text);
    }

    private String path() {
      return String.join("/", open);
    }
  }
}
