package org.ovxai.nodes.mapwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.node.InvalidSettingsException;

class FormatTest {
  @Test
  void oneOfThem() throws InvalidSettingsException {
    assertEquals(new Format(true, false), Format.parse("overlay"));
    assertEquals(new Format(false, true), Format.parse(" NPY "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"both", "Both", "overlay;npy", "npy, overlay", "OVERLAY+NPY"})
  void both(String text) throws InvalidSettingsException {
    assertEquals(new Format(true, true), Format.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "overly", "overlay;", "overlay npy", "png"})
  void aTypoNamesWhatThereIs(String text) {
    InvalidSettingsException e =
        assertThrows(InvalidSettingsException.class, () -> Format.parse(text));
    assertTrue(e.getMessage().contains("'" + text + "'"), e.getMessage());
    assertTrue(e.getMessage().contains("overlay, npy or both"), e.getMessage());
  }
}
