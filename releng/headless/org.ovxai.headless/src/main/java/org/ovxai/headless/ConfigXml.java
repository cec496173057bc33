package org.ovxai.headless;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.ovxai.headless.Config.Entry;

/**
 * Reads and writes KNIME's XML configuration files.
 *
 * <p>Written files have KNIME's form: four blanks of indentation, attributes in KNIME's order, and
 * its {@code %%ddddd} escapes for characters below U+0020 or above U+D7FF. No external entity and
 * no document type is resolved.
 */
final class ConfigXml {
  private static final Set<String> TYPES =
      Set.of(
          "xstring",
          "xint",
          "xlong",
          "xshort",
          "xbyte",
          "xdouble",
          "xfloat",
          "xboolean",
          "xchar",
          "xpassword",
          "xtransientstring");
  private static final Pattern ESCAPED = Pattern.compile("%%(\\d{5})");
  private static final String HEADER =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <config xmlns="http://www.knime.org/2008/09/XMLConfig" \
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
      xsi:schemaLocation="http://www.knime.org/2008/09/XMLConfig \
      http://www.knime.org/XMLConfig_2008_09.xsd" key=\"""";

  private ConfigXml() {}

  /**
   * Reads a file.
   *
   * @throws IOException if it is missing, is no XML or is no KNIME configuration; the message names
   *     the file and, where known, the line
   */
  static Config read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("No file \"" + file + "\"");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return parse(in);
    } catch (XMLStreamException e) {
      String where = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNumber();
      String what = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new IOException(
          "\"" + file + "\" is no valid KNIME configuration" + where + ": " + lastLine(what), e);
    }
  }

  static byte[] write(String rootKey, Config config) {
    StringBuilder xml = new StringBuilder(HEADER).append(escapeXml(rootKey)).append("\">\n");
    writeItems(xml, config, 1);
    return xml.append("</config>\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  static NodeSettingsRO toNodeSettings(Config config) {
    try {
      return NodeSettings.loadFromXML(new ByteArrayInputStream(write("model", config)));
    } catch (IOException e) {
      throw new IllegalStateException("Settings could not be handed over: " + e.getMessage(), e);
    }
  }

  static Config fromNodeSettings(NodeSettings settings) {
    ByteArrayOutputStream xml = new ByteArrayOutputStream();
    try {
      settings.saveToXML(xml);
      return parse(new ByteArrayInputStream(xml.toByteArray()));
    } catch (IOException | XMLStreamException e) {
      throw new IllegalStateException("Settings could not be taken over: " + e.getMessage(), e);
    }
  }

  private static Config parse(InputStream in) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader reader = factory.createXMLStreamReader(in);
    Deque<Config> open = new ArrayDeque<>();
    Config root = new Config();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.isEmpty()) {
            if (!reader.getLocalName().equals("config")) {
              throw error(reader, "the outermost element must be <config>");
            }
            open.push(root);
          } else {
            ConfigItem item = item(reader);
            String key = attribute(reader, "key");
            if (open.element().item(key).isPresent()) {
              throw error(reader, "key \"" + key + "\" occurs twice");
            }
            open.element().put(key, item);
            open.push(item instanceof Config config ? config : new Config());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> open.pop();
        default -> {}
      }
    }
    return root;
  }

  private static ConfigItem item(XMLStreamReader reader) throws XMLStreamException {
    switch (reader.getLocalName()) {
      case "config":
        return new Config();
      case "entry":
        String type = attribute(reader, "type");
        if (!TYPES.contains(type)) {
          throw error(reader, "unknown entry type \"" + type + "\"");
        }
        boolean isNull = "true".equals(reader.getAttributeValue(null, "isnull"));
        return new Entry(type, isNull ? "" : unescape(attribute(reader, "value")), isNull);
      default:
        throw error(reader, "unknown element <" + reader.getLocalName() + ">");
    }
  }

  private static String attribute(XMLStreamReader reader, String name) throws XMLStreamException {
    return Optional.ofNullable(reader.getAttributeValue(null, name))
        .orElseThrow(
            () ->
                error(
                    reader,
                    "<" + reader.getLocalName() + "> needs the attribute \"" + name + "\""));
  }

  private static XMLStreamException error(XMLStreamReader reader, String message) {
    return new XMLStreamException(message, reader.getLocation());
  }

  private static String lastLine(String message) {
    return message.substring(message.lastIndexOf('\n') + 1).replaceFirst("^Message: ", "");
  }

  private static void writeItems(StringBuilder xml, Config config, int depth) {
    String indent = "    ".repeat(depth);
    for (String key : config.keys()) {
      ConfigItem item = config.item(key).orElseThrow();
      if (item instanceof Entry entry) {
        xml.append(indent).append("<entry key=\"").append(escapeXml(key));
        xml.append("\" type=\"").append(entry.type()).append('"');
        if (entry.isNull()) {
          xml.append(" isnull=\"true\"");
        }
        xml.append(" value=\"").append(escape(entry.text())).append("\"/>\n");
      } else {
        Config child = (Config) item;
        xml.append(indent).append("<config key=\"").append(escapeXml(key));
        if (child.keys().isEmpty()) {
          xml.append("\"/>\n");
        } else {
          xml.append("\">\n");
          writeItems(xml, child, depth + 1);
          xml.append(indent).append("</config>\n");
        }
      }
    }
  }

  /** KNIME's escapes, for values only: keys are never escaped by KNIME. */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean percents = c == '%' && i + 1 < text.length() && text.charAt(i + 1) == '%';
      if (c < ' ' || c > '\uD7FF' || percents) {
        escaped.append(String.format("%%%%%05d", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escapeXml(escaped.toString());
  }

  private static String escapeXml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String unescape(String text) {
    Matcher matcher = ESCAPED.matcher(text);
    return matcher.replaceAll(
        m -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1)))));
  }
}
