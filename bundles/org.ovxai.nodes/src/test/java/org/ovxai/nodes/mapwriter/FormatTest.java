package org.ovxai.nodes.mapwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.node.InvalidSettingsException;
import org.ovxai.nodes.mapwriter.Format.Kind;

class FormatTest {
  @Test
  void oneOfThem() throws InvalidSettingsException {
    assertEquals(Format.of(Kind.OVERLAY), Format.parse("overlay"));
    assertEquals(Format.of(Kind.NPY), Format.parse(" NPY "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"both", "Both", "overlay;npy", "npy, overlay", "OVERLAY+NPY"})
  void both(String text) throws InvalidSettingsException {
    assertEquals(Format.of(Kind.OVERLAY, Kind.NPY), Format.parse(text));
  }

  @Test
  void severalAreJoined() throws InvalidSettingsException {
    assertEquals(Format.of(Kind.values()), Format.parse("both;png16;GRID"));
    assertEquals(Format.of(Kind.GRID), Format.parse("grid"));
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
