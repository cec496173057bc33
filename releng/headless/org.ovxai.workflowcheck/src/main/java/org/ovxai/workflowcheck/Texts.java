package org.ovxai.workflowcheck;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares texts whose numbers may differ a little. */
final class Texts {
  /** How much a number may differ; a number above 10, by a thousandth of itself. */
  private static final double ALLOWED = 0.01;

  private static final double OF_LARGE = 0.001;
  private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

  private Texts() {}

  /** The text with line ends that version control leaves alone. */
  static byte[] withUnixLines(byte[] text) {
    return new String(text, StandardCharsets.UTF_8)
        .replace("\r\n", "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The first line that differs; empty if none does. */
  static Optional<String> difference(byte[] expected, byte[] got) {
    List<String> expectedLines = new String(expected, StandardCharsets.UTF_8).lines().toList();
    List<String> gotLines = new String(got, StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < Math.min(expectedLines.size(), gotLines.size()); i++) {
      if (!same(expectedLines.get(i), gotLines.get(i))) {
        return Optional.of(
            "line "
                + (i + 1)
                + ": expected '"
                + expectedLines.get(i)
                + "', got '"
                + gotLines.get(i)
                + "'");
      }
    }
    return expectedLines.size() == gotLines.size()
        ? Optional.empty()
        : Optional.of("expected " + expectedLines.size() + " lines, got " + gotLines.size());
  }

  private static boolean same(String expected, String got) {
    Matcher expectedNumbers = NUMBER.matcher(expected);
    Matcher gotNumbers = NUMBER.matcher(got);
    if (!expectedNumbers.replaceAll("0.0").equals(gotNumbers.replaceAll("0.0"))) {
      return false;
    }
    expectedNumbers.reset();
    gotNumbers.reset();
    while (expectedNumbers.find() && gotNumbers.find()) {
      double a = Double.parseDouble(expectedNumbers.group());
      double b = Double.parseDouble(gotNumbers.group());
      if (!(Math.abs(a - b) <= Math.max(ALLOWED, OF_LARGE * Math.abs(a)))) {
        return false;
      }
    }
    return true;
  }
}
