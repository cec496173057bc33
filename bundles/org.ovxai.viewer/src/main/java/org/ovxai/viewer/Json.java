package org.ovxai.viewer;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes JSON that can stand in an HTML page: {@code <}, {@code >} and {@code &} are escaped. */
final class Json {
  private Json() {}

  /**
   * The JSON of a value.
   *
   * @param value a map with texts as keys, a list, a text, a number, a boolean, a {@link Raw}, or
   *     an Optional of these; empty ones and numbers that are not finite become null
   */
  static String of(Object value) {
    StringBuilder json = new StringBuilder();
    append(json, value);
    return json.toString();
  }

  /**
   * A part that is JSON already.
   *
   * @param json the text
   */
  record Raw(String json) {}

  private static void append(StringBuilder json, Object value) {
    if (value instanceof Map<?, ?> map) {
      appendMap(json, map);
    } else if (value instanceof List<?> list) {
      appendList(json, list);
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresentOrElse(v -> append(json, v), () -> json.append("null"));
    } else if (value instanceof Raw raw) {
      json.append(raw.json());
    } else if (value instanceof String text) {
      appendText(json, text);
    } else if (value instanceof Double number) {
      json.append(Double.isFinite(number) ? number.toString() : "null");
    } else if (value instanceof Number || value instanceof Boolean) {
      json.append(value);
    } else {
      throw new IllegalArgumentException("No JSON value: " + value);
    }
  }

  private static void appendMap(StringBuilder json, Map<?, ?> map) {
    char before = '{';
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.append(before);
      appendText(json, (String) entry.getKey());
      json.append(':');
      append(json, entry.getValue());
      before = ',';
    }
    json.append(map.isEmpty() ? "{}" : "}");
  }

  private static void appendList(StringBuilder json, List<?> list) {
    json.append('[');
    for (Iterator<?> values = list.iterator(); values.hasNext(); ) {
      append(json, values.next());
      json.append(values.hasNext() ? "," : "");
    }
    json.append(']');
  }

  private static void appendText(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escaped = c < ' ' || "<>&\u2028\u2029".indexOf(c) >= 0 || Character.isSurrogate(c);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (escaped) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
