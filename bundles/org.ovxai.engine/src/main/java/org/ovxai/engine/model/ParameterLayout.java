package org.ovxai.engine.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The layout that a network's file gives its input. */
final class ParameterLayout {
  private ParameterLayout() {}

  /** The layout attribute of the IR's first Parameter; empty if there is none or another one. */
  static Optional<Layout> read(Path xml) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = Files.newInputStream(xml)) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      boolean inParameter = false;
      while (reader.hasNext()) {
        if (reader.next() != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        if (reader.getLocalName().equals("layer")) {
          if (inParameter) {
            return Optional.empty();
          }
          inParameter = "Parameter".equals(reader.getAttributeValue(null, "type"));
        } else if (inParameter
            && reader.getLocalName().equals("attribute")
            && "layout".equals(reader.getAttributeValue(null, "name"))) {
          return named(String.valueOf(reader.getAttributeValue(null, "layout")));
        }
      }
      return Optional.empty();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static Optional<Layout> named(String text) {
    String letters = text.replaceAll("[^A-Za-z?.]", "");
    return Arrays.stream(Layout.values())
        .filter(l -> l.name().equalsIgnoreCase(letters))
        .findFirst();
  }
}
