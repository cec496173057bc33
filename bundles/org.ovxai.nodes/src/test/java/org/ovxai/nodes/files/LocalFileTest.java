package org.ovxai.nodes.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.node.InvalidSettingsException;
import org.ovxai.standin.Executions;

class LocalFileTest {
  @TempDir Path folder;

  @Test
  void pathsAndFileUrlsNeedNotExist() throws InvalidSettingsException {
    Path file = folder.resolve("a b.xml");
    assertEquals(file, LocalFile.resolve(file.toString(), "File"));
    assertEquals(file, LocalFile.resolve(file.toUri().toString(), "File"));
  }

  @Test
  void workflowUrlsLeadIntoTheWorkflow() throws Exception {
    Executions.runInNodeContext(
        folder,
        () ->
            assertEquals(
                folder.resolve("data/m.xml"),
                LocalFile.resolve("knime://knime.workflow/data/m.xml", "File")));
  }

  @ParameterizedTest
  @CsvSource({
    "'', nothing is chosen",
    "' ', nothing is chosen",
    "http://example.org/m.xml, not on this machine",
    "knime://knime.workflow/m.xml, can be resolved"
  })
  void anythingElseIsRefused(String location, String reason) {
    InvalidSettingsException e =
        assertThrows(
            InvalidSettingsException.class, () -> LocalFile.resolve(location, "Model file"));
    assertTrue(e.getMessage().startsWith("Model file: "), e.getMessage());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }
}
