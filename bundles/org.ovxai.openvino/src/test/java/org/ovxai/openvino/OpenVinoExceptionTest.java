package org.ovxai.openvino;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OpenVinoExceptionTest {
  @Test
  void leavesOutThePlacesInTheSources() {
    String said =
        "Exception from src/inference/src/cpp/core.cpp:97:\n"
            + "Check 'a.b() == \"x\"' failed at src/core/src/model.cpp:12:\n"
            + "While validating node 'Add':\nshapes do not match\n\n";
    OpenVinoException e = new OpenVinoException("Reshaping", Status.GENERAL_ERROR, said);
    assertEquals(
        "Reshaping failed: While validating node 'Add': shapes do not match [GENERAL_ERROR]",
        e.getMessage());
    assertEquals(said, e.nativeMessage());
  }

  @Test
  void keepsACheckThatSaysNothingElse() {
    OpenVinoException e =
        new OpenVinoException(
            "Reading", Status.of(-1), "Check 'weights' failed at src/a/b.hpp:7\n");
    assertEquals("Reading failed: Check 'weights' failed [GENERAL_ERROR]", e.getMessage());
  }

  @Test
  void doesNotRepeatTheErrorOfAnotherCall() {
    OpenVinoException e = new OpenVinoException("Asking", Status.of(-14), "something older");
    assertEquals("Asking failed: no reason given [INVALID_C_PARAM]", e.getMessage());
  }
}
