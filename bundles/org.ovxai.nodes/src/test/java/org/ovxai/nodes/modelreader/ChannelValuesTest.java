package org.ovxai.nodes.modelreader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.node.InvalidSettingsException;

class ChannelValuesTest {
  @Test
  void oneNumberCountsForAllColours() throws InvalidSettingsException {
    assertEquals(List.of(127.0), ChannelValues.parse("127", "Mean"));
  }

  @Test
  void threeNumbersAsModelInfoWritesThem() throws InvalidSettingsException {
    assertEquals(
        List.of(123.675, 116.28, -1e2), ChannelValues.parse(" 123.675  116.28 -1e2 ", "Mean"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 2", "1,2,3", "1 2 3 4", "NaN", "127.x"})
  void anythingElseIsRefusedWithTheOptionsName(String text) {
    InvalidSettingsException e =
        assertThrows(InvalidSettingsException.class, () -> ChannelValues.parse(text, "Mean"));
    assertTrue(e.getMessage().startsWith("Mean: '" + text + "'"), e.getMessage());
  }
}
