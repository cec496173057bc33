package org.ovxai.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetadataNamesTest {
  @Test
  void oneEntryALine() {
    String yaml =
        """
        description: names: 0
        names:
          0: person
          2: "K\\xE4se \\"\\u718A\\""
          1: 'it''s: #1'

          3: dog # a comment
        imgsz:
          0: no name
        """;
    assertEquals(List.of("person", "it's: #1", "Käse \"熊\"", "dog"), MetadataNames.parse(yaml));
  }

  @Test
  void inBraces() {
    assertEquals(
        List.of("a b", "c, d", "e"),
        MetadataNames.parse("task: classify\nnames: {0: a b, 1: 'c, d', 2: e}\nstride: 32\n"));
    assertEquals(
        List.of("a", "b"), MetadataNames.parse("names: {\"0\": \"a\",\n  \"1\": \"b\"\n}\n"));
  }

  @Test
  void linesMayEndInTheWayOfWindows() {
    assertEquals(
        List.of("a", "b"), MetadataNames.parse("names:\r\n  0: a\r\n  1: b\r\nargs: {}\r\n"));
  }

  @Test
  void thousandsOfNames() {
    String lines =
        IntStream.range(0, 30000)
            .mapToObj(i -> "  " + i + ": n" + i + "\n")
            .collect(Collectors.joining());
    assertEquals(30000, MetadataNames.parse("names:\n" + lines).size());
  }

  @Test
  void missingIndicesAndMissingNamesGiveNone() {
    assertEquals(List.of(), MetadataNames.parse("names:\n  0: a\n  2: c\n"));
    assertEquals(List.of(), MetadataNames.parse("task: detect\n"));
    assertEquals(List.of(), MetadataNames.parse("names:\n"));
  }
}
