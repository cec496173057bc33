package org.ovxai.nodes.imagereader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  @Test
  void numbersGoByValueAndCaseComesLast() {
    List<String> sorted =
        List.of("img10", "img2", "IMG3", "b", "B", "a/1", "img02", "img", "99999999999999999999")
            .stream()
            .sorted(new NaturalOrder())
            .toList();
    assertEquals(
        List.of("99999999999999999999", "a/1", "B", "b", "img", "img02", "img2", "IMG3", "img10"),
        sorted);
  }
}
