package org.ovxai.nodes.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  @Test
  void namesTheFirstFiveAndCountsTheRest() {
    Problems problems = new Problems();
    for (int i = 1; i <= 7; i++) {
      problems.add("f" + i + ".");
    }
    assertEquals(
        Optional.of("7 of 9 files could not be read: f1; f2; f3; f4; f5; and 2 more."),
        problems.summary(9, "files could not be read"));
  }

  @Test
  void saysNothingWhenAllIsWell() {
    assertEquals(Optional.empty(), new Problems().summary(9, "files could not be read"));
  }
}
