package org.ovxai.nodes.files;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Lines of comma-separated values as RFC 4180 has them. */
public final class Csv {
  private Csv() {}

  /** One line, with its end. */
  public static String line(String... fields) {
    return Arrays.stream(fields).map(Csv::field).collect(Collectors.joining(",")) + "\r\n";
  }

  private static String field(String text) {
    boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }
}
