package org.ovxai.engine.model;

import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The class names in the {@code metadata.yaml} that Ultralytics writes beside a model: a map {@code
 * names} from index to name, one entry a line or in braces.
 */
final class MetadataNames {
  private static final String KEY = "names:";
  private static final Pattern LINE =
      Pattern.compile("(?m)^\\s*[\"']?(\\d+)[\"']?\\s*:[ \\t]+(.*?)[ \\t]*$");
  private static final Pattern IN_BRACES =
      Pattern.compile(
          "[\"']?(\\d+)[\"']?\\s*:\\s*('(?:[^']|'')*'|\"(?:[^\"\\\\]|\\\\.)*\"|[^,}\\r\\n]+)");
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:x(\\p{XDigit}{2})|u(\\p{XDigit}{4})|(.))");

  private MetadataNames() {}

  /** The names by index; empty if there are none or indices are missing. */
  static List<String> parse(String yaml) {
    String body = body(yaml);
    Matcher entry = (body.startsWith("{") ? IN_BRACES : LINE).matcher(body);
    TreeMap<Integer, String> names = new TreeMap<>();
    while (entry.find()) {
      names.put(Integer.valueOf(entry.group(1)), unquoted(entry.group(2).strip()));
    }
    boolean complete = !names.isEmpty() && names.lastKey() == names.size() - 1;
    return complete ? List.copyOf(names.values()) : List.of();
  }

  /** What stands behind {@code names:}, to the next line that is not indented. */
  private static String body(String yaml) {
    StringBuilder body = new StringBuilder();
    boolean inside = false;
    for (String line : yaml.lines().toList()) {
      if (line.startsWith(KEY)) {
        inside = true;
        body.append(line.substring(KEY.length()).strip()).append('\n');
      } else if (inside && (line.isBlank() || " \t}".indexOf(line.charAt(0)) >= 0)) {
        body.append(line).append('\n');
      } else {
        inside = false;
      }
    }
    return body.toString();
  }

  private static String unquoted(String text) {
    if (text.length() > 1 && text.startsWith("'") && text.endsWith("'")) {
      return text.substring(1, text.length() - 1).replace("''", "'");
    }
    if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
      return ESCAPE
          .matcher(text.substring(1, text.length() - 1))
          .replaceAll(e -> Matcher.quoteReplacement(escaped(e.group(1), e.group(2), e.group(3))));
    }
    return text.replaceFirst("\\s+#.*", "");
  }

  private static String escaped(String two, String four, String other) {
    String code = two != null ? two : four;
    return code == null ? other : Character.toString(Integer.parseInt(code, 16));
  }
}
