package org.ovxai.nodes.mapwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FileNamesTest {
  private final FileNames names = new FileNames();

  @Test
  void confidenceHasTwoDecimalsAndAPointInEveryLanguage() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertEquals("koala_105_koala_conf_0.87", names.next("koala", 105, "koala", 0.8663));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void confidenceIsRoundedAsPythonFormatsIt() {
    assertEquals("i_0_a_conf_0.12", names.next("i", 0, "a", 0.125));
    assertEquals("i_1_a_conf_0.84", names.next("i", 1, "a", 0.845));
    assertEquals("i_2_a_conf_1.00", names.next("i", 2, "a", 0.999));
    assertEquals("i_3_a_conf_0.00", names.next("i", 3, "a", 1e-9));
  }

  @Test
  void charactersThatSomeFileSystemRefusesBecomeUnderscores() {
    assertEquals("a_b_c_1_x_ y___z__conf_0.50", names.next("a/b\\c", 1, "x: y?<|z\n", 0.5));
  }

  @Test
  void equalNamesGetANumberEvenIfOnlyTheCaseDiffers() {
    assertEquals("a_1_b_conf_0.50", names.next("a", 1, "b", 0.5));
    assertEquals("A_1_B_conf_0.50_2", names.next("A", 1, "B", 0.5));
    assertEquals("a_1_b_conf_0.50_3", names.next("a", 1, "b", 0.5));
  }

  @Test
  void longNamesAreCutBetweenCharactersAndStayDifferent() {
    String label = "\uD83D\uDC28".repeat(100);
    String first = names.next("koala", 1, label, 0.5);
    String second = names.next("koala", 1, label, 0.5);
    assertTrue(first.endsWith("_conf_0.50"), first);
    assertTrue(second.endsWith("_conf_0.50_2"), second);
    for (String name : new String[] {first, second}) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      assertTrue(bytes.length <= 200, name);
      assertEquals(name, new String(bytes, StandardCharsets.UTF_8));
    }
  }

  @Test
  void prefixAndPostfixAreFilled() {
    FileNames paper = new FileNames("{image}_", "_conf_", true);
    assertEquals("image_name_aeroplane_conf_0.85", paper.next("image_name", 4, "aeroplane", 0.85));
    FileNames bare = new FileNames("", "_class_map", false);
    assertEquals("aeroplane_class_map", bare.next("photo", 4, "aeroplane", 0.85));
    assertEquals("aeroplane_class_map_2", bare.next("other", 4, "aeroplane", 0.85));
    FileNames literal = new FileNames("{image}-", "-{index}:", false);
    assertEquals("{index}$1-cat-7_", literal.next("{index}$1", 7, "cat", 0.5));
  }

  @Test
  void plotsHaveNamesOfTheirOwn() {
    assertEquals("a_b_grid", names.grid("a/b"));
    assertEquals("a_b_grid_2", names.grid("a?b"));
  }
}
