package org.ovxai.apicheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The stand-in beside what KNIME offers. */
class StandInTest {
  @Test
  void offersNothingThatKnimeDoesNot() throws IOException {
    StandInCheck check = new StandInCheck(ApiList.read(Folders.LIST));
    List<String> problems = new ArrayList<>();
    for (Map<String, ClassFile> bundle : Folders.bundles("releng/knime-standin").values()) {
      bundle.values().stream()
          .map(ClassFile::type)
          .filter(t -> t.name().startsWith("org/knime/"))
          .filter(t -> t.is("public") || t.is("protected"))
          .forEach(t -> problems.addAll(check.problems(t)));
    }
    assertEquals("", String.join("\n", problems));
  }
}
