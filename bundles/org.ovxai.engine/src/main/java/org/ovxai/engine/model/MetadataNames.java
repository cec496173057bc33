package org.ovxai.engine.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The class names in the {@code metadata.yaml} that Ultralytics writes beside a model: a map {@code
 * names} from index to name.
 */
final class MetadataNames {
  private static final Pattern BLOCK_ENTRY = Pattern.compile("^\\s+(\\d+)\\s*:\\s*(.*?)\\s*$");
  private static final Pattern FLOW_ENTRY =
      Pattern.compile("(\\d+)\\s*:\\s*('(?:[^']|'')*'|\"(?:[^\"\\\\]|\\\\.)*\"|[^,}]+)");

  private MetadataNames() {}

  /** The names by index; empty if there are none or indices are missing. */
  static List<String> read(Path file) throws IOException {
    Map<Integer, String> names = new TreeMap<>();
    boolean inside = false;
    for (String line : Files.readString(file).lines().toList()) {
      if (line.startsWith("names:")) {
        inside = true;
        Matcher flow = FLOW_ENTRY.matcher(line.substring("names:".length()));
        while (flow.find()) {
          names.put(Integer.valueOf(flow.group(1)), unquoted(flow.group(2).trim()));
        }
      } else if (inside) {
        Matcher entry = BLOCK_ENTRY.matcher(line);
        if (entry.matches()) {
          names.put(Integer.valueOf(entry.group(1)), unquoted(entry.group(2)));
        } else if (!line.isBlank() && !Character.isWhitespace(line.charAt(0))) {
          inside = false;
        }
      }
    }
    List<String> ordered = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (!names.containsKey(i)) {
        return List.of();
      }
      ordered.add(names.get(i));
    }
    return ordered;
  }

  private static String unquoted(String text) {
    if (text.length() > 1 && text.startsWith("'") && text.endsWith("'")) {
      return text.substring(1, text.length() - 1).replace("''", "'");
    }
    if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
      return text.substring(1, text.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
    }
    return text;
  }
}
