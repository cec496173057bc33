package org.ovxai.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static final List<String> LABELS =
      List.of("cat", "dog", "Madagascar cat", "crane", "crane");
  private static final float[] SCORES = {0.1f, 0.5f, 0.2f, 0.15f, 0.05f};

  @Test
  void nothingMeansTheBestClasses() {
    assertEquals(List.of(1), Targets.parse("", 1).resolve(SCORES, LABELS));
    assertEquals(List.of(1, 2, 3), Targets.parse("  ", 3).resolve(SCORES, LABELS));
    assertEquals(5, Targets.parse("", 9).resolve(SCORES, LABELS).size());
  }

  @Test
  void equalScoresKeepTheOrderOfTheClasses() {
    assertEquals(List.of(0, 1), Targets.parse("", 2).resolve(new float[] {1, 1, 1}, List.of()));
  }

  @Test
  void allMeansEveryClassInOrder() {
    assertEquals(List.of(0, 1, 2, 3, 4), Targets.parse("All", 1).resolve(SCORES, LABELS));
    assertEquals(Targets.parse("all", 1), Targets.parse("-1", 1));
  }

  @Test
  void indicesAndNamesMix() {
    assertEquals(
        List.of(2, 1, 0), Targets.parse("Madagascar cat; 1 ;cat;cat;", 1).resolve(SCORES, LABELS));
    assertEquals(List.of(1), Targets.parse("DOG", 1).resolve(SCORES, LABELS));
  }

  @Test
  void anIndexBeyondTheClassesIsRefused() {
    String message = refused("5");
    assertTrue(message.contains("5") && message.contains("0 to 4"), message);
  }

  @Test
  void anUnknownNameGetsTheNearestOffered() {
    String message = refused("Madagaskar cat");
    assertTrue(message.contains("nearest are: 'Madagascar cat'"), message);
  }

  @Test
  void aNameThatStandsTwiceIsRefused() {
    String message = refused("crane");
    assertTrue(message.contains("3, 4"), message);
  }

  @Test
  void aNameWithoutLabelsIsRefused() {
    EngineException e =
        assertThrows(
            EngineException.class, () -> Targets.parse("cat", 1).resolve(SCORES, List.of()));
    assertTrue(e.getMessage().contains("no labels"), e.getMessage());
  }

  @Test
  void zeroBestClassesAreRefused() {
    assertThrows(EngineException.class, () -> Targets.parse("", 0));
  }

  private static String refused(String text) {
    return assertThrows(EngineException.class, () -> Targets.parse(text, 1).resolve(SCORES, LABELS))
        .getMessage();
  }
}
