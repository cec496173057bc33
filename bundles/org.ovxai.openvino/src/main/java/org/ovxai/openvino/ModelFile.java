package org.ovxai.openvino;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Says what is wrong with a model file. */
final class ModelFile {
  private ModelFile() {}

  /** Refuses what is no readable file; OpenVINO's own message misleads there. */
  static void checkReadable(Path file) {
    if (!Files.exists(file)) {
      throw unusable("The model file " + file.toAbsolutePath() + " does not exist");
    }
    if (!Files.isRegularFile(file)) {
      throw unusable(
          "The model " + file.toAbsolutePath() + " is not a file; give the .xml, .onnx or .tflite");
    }
    if (!Files.isReadable(file)) {
      throw unusable("There is no permission to read the model file " + file.toAbsolutePath());
    }
  }

  /** The exception to throw after OpenVINO could not read a file: ours if the reason is plain. */
  static OpenVinoException explain(Path file, OpenVinoException refusal) {
    if (!isIr(file)) {
      return refusal;
    }
    Path weights = weightsOf(file);
    long needed;
    try {
      needed = weightBytes(file);
    } catch (XMLStreamException e) {
      return new OpenVinoException(
          "The model file " + file + " is not a complete IR document: " + oneLine(e), refusal);
    } catch (IOException e) {
      return new OpenVinoException("The model file " + file + " cannot be read: " + e, refusal);
    }
    try {
      if (needed > 0 && !Files.exists(weights)) {
        return new OpenVinoException(
            "The model " + file + " needs its weights beside it; " + weights + " does not exist",
            refusal);
      }
      if (needed > 0 && Files.size(weights) < needed) {
        return new OpenVinoException(
            "The weights "
                + weights
                + " are cut short or belong to another model: the model needs "
                + needed
                + " bytes, the file has "
                + Files.size(weights),
            refusal);
      }
    } catch (IOException e) {
      return new OpenVinoException("The weights " + weights + " cannot be read: " + e, refusal);
    }
    return refusal;
  }

  /** How many bytes of weights the constants of an IR document reach to. */
  static long weightBytes(Path xml) throws IOException, XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    long bytes = 0;
    boolean inNet = false;
    boolean inConstant = false;
    // this reader replaces what is no UTF-8; the parser would print a line about it
    try (Reader in = new InputStreamReader(Files.newInputStream(xml), StandardCharsets.UTF_8)) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      while (reader.hasNext()) {
        if (reader.next() != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        String element = reader.getLocalName();
        if (!inNet && !element.equals("net")) {
          throw new XMLStreamException("its root is <" + element + ">, not <net>");
        }
        inNet = true;
        if (element.equals("layer")) {
          inConstant = "Const".equals(reader.getAttributeValue(null, "type"));
        } else if (inConstant && element.equals("data")) {
          bytes = Math.max(bytes, number(reader, "offset") + number(reader, "size"));
        }
      }
    }
    return bytes;
  }

  /** The size of a model file that can be read, with the weights beside it. */
  static long bytes(Path file) {
    try {
      Path weights = isIr(file) ? weightsOf(file) : file;
      boolean apart = !weights.equals(file) && Files.exists(weights);
      return Files.size(file) + (apart ? Files.size(weights) : 0);
    } catch (IOException e) {
      throw new OpenVinoException("The model file " + file + " cannot be read: " + e, e);
    }
  }

  static boolean isIr(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".xml");
  }

  /** The file of weights that belongs to an .xml; goes by the URI as OpenVino.pathBytes does. */
  static Path weightsOf(Path xml) {
    String uri = xml.toUri().toString();
    return Path.of(URI.create(uri.substring(0, uri.length() - ".xml".length()) + ".bin"));
  }

  static OpenVinoException unusable(String message) {
    return new OpenVinoException(message, (Throwable) null);
  }

  private static long number(XMLStreamReader reader, String attribute) throws XMLStreamException {
    String value = reader.getAttributeValue(null, attribute);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new XMLStreamException(
          "a constant has the " + attribute + " " + value, reader.getLocation(), e);
    }
  }

  private static String oneLine(XMLStreamException e) {
    return e.getMessage().replaceAll("\\s*\\R\\s*", " ");
  }
}
