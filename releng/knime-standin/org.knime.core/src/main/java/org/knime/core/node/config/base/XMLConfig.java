package org.knime.core.node.config.base;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/** Reads and writes configs as XML. */
public final class XMLConfig {

  private static final String ROOT_ATTRIBUTES =
      " xmlns=\"http://www.knime.org/2008/09/XMLConfig\""
          + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
          + " xsi:schemaLocation=\"http://www.knime.org/2008/09/XMLConfig"
          + " http://www.knime.org/XMLConfig_2008_09.xsd\"";

  private XMLConfig() {}

  /** IOException with the line when the text is no config; external entities are left out. */
  public static void load(ConfigBase c, InputStream in)
      throws SAXException, IOException, ParserConfigurationException {
    XMLReader reader = SAXParserFactory.newInstance().newSAXParser().getXMLReader();
    Handler handler = new Handler(c);
    reader.setContentHandler(handler);
    reader.setErrorHandler(handler);
    reader.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
    try {
      reader.parse(
          new InputSource(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))));
    } catch (SAXParseException e) {
      throw new IOException("line=" + e.getLineNumber() + ": " + e.getMessage(), e);
    }
  }

  /** Closes the stream. */
  public static void save(ConfigBase config, OutputStream output) throws IOException {
    try (Writer writer = new OutputStreamWriter(output, StandardCharsets.UTF_8)) {
      writer.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
      write(config, writer, "", ROOT_ATTRIBUTES);
    }
  }

  private static void write(ConfigBase config, Writer to, String indent, String attributes)
      throws IOException {
    to.write(indent + "<config" + attributes + " key=\"" + xml(config.getKey()) + "\"");
    if (config.keySet().isEmpty()) {
      to.write("/>\n");
      return;
    }
    to.write(">\n");
    String inner = indent + "    ";
    for (String key : config.keySet()) {
      AbstractConfigEntry entry = config.getEntry(key);
      if (entry instanceof ConfigBase nested) {
        write(nested, to, inner, "");
      } else if (entry.getType() != ConfigEntries.xtransientstring) {
        String value = entry.toStringValue();
        to.write(inner + "<entry key=\"" + xml(key) + "\" type=\"" + entry.getType() + "\"");
        to.write(value == null ? " isnull=\"true\"" : "");
        to.write(" value=\"" + (value == null ? "" : xml(escape(value))) + "\"/>\n");
      }
    }
    to.write(indent + "</config>\n");
  }

  private static String xml(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\t', '\n', '\r' -> out.append("&#").append((int) c).append(';');
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** Writes characters that XML may not hold, and a percent sign before another, as %%ddddd. */
  private static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean doubledPercent = c == '%' && i + 1 < text.length() && text.charAt(i + 1) == '%';
      if (c < ' ' || c > '\ud7ff' || doubledPercent) {
        out.append(String.format("%%%%%05d", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String unescape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("%%", i) && hasFiveDigits(text, i + 2)) {
        out.append((char) Integer.parseInt(text.substring(i + 2, i + 7)));
        i += 6;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  private static boolean hasFiveDigits(String text, int from) {
    return from + 5 <= text.length()
        && text.substring(from, from + 5).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static final class Handler extends DefaultHandler {

    private final Deque<ConfigBase> open = new ArrayDeque<>();
    private final ConfigBase root;
    private Locator locator;

    Handler(ConfigBase root) {
      this.root = root;
    }

    @Override
    public void setDocumentLocator(Locator newLocator) {
      locator = newLocator;
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes)
        throws SAXException {
      switch (name) {
        case "config" -> {
          String key = attribute(attributes, "key");
          if (open.isEmpty()) {
            root.setKey(key);
            open.push(root);
          } else {
            open.push(open.peek().addConfigBase(key));
          }
        }
        case "entry" -> {
          if (open.isEmpty()) {
            throw at("the first element is not a config");
          }
          String value =
              "true".equals(attributes.getValue("isnull"))
                  ? null
                  : unescape(attribute(attributes, "value"));
          try {
            ConfigEntries type = ConfigEntries.valueOf(attribute(attributes, "type"));
            open.peek().addEntry(type.createEntry(attribute(attributes, "key"), value));
          } catch (IllegalArgumentException e) {
            throw at("entry \"" + attributes.getValue("key") + "\": " + e.getMessage());
          }
        }
        default -> throw at("<" + name + "> is neither config nor entry");
      }
    }

    @Override
    public void endElement(String uri, String localName, String name) {
      if (name.equals("config")) {
        open.pop();
      }
    }

    private String attribute(Attributes attributes, String name) throws SAXException {
      String value = attributes.getValue(name);
      if (value == null) {
        throw at("attribute \"" + name + "\" is missing");
      }
      return value;
    }

    private SAXParseException at(String problem) {
      return new SAXParseException(problem, locator);
    }

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
