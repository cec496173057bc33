package org.ovxai.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of {@code docs/parity.md} names tests that exist. */
class ParityPageTest {
  private static final Path ROOT = Path.of(System.getProperty("ovxai.root", "../.."));
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)(?:#(\\w+))?`");

  @Test
  void everyRowNamesTestsThatExist() throws IOException {
    Map<String, String> sources = sources();
    List<String> wrong = new ArrayList<>();
    int rows = 0;
    for (String line : Files.readAllLines(ROOT.resolve("docs/parity.md"))) {
      String[] cells = line.split("\\|", -1);
      if (cells.length < 5 || cells[3].strip().equals("test") || line.startsWith("|---")) {
        continue;
      }
      rows++;
      List<String> tests = List.of(cells[3].strip().split(", "));
      for (String test : tests) {
        Matcher named = TEST.matcher(test);
        boolean exists =
            named.matches()
                && sources.containsKey(named.group(1))
                && (named.group(2) == null
                    || sources.get(named.group(1)).contains(" " + named.group(2) + "("));
        if (!exists) {
          wrong.add(test + " in: " + line);
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(rows > 30, rows + " rows");
  }

  /** The tests' sources by the name of their class. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve("bundles"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        if (name.endsWith("Test.java")) {
          sources.put(name.replace(".java", ""), Files.readString(file));
        }
      }
    }
    return sources;
  }
}
