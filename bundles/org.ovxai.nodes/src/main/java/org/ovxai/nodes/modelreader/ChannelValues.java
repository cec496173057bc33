package org.ovxai.nodes.modelreader;

import java.util.Arrays;
import java.util.List;
import org.knime.core.node.InvalidSettingsException;

/** One number a colour, as users type them and as {@code model_info} writes them. */
final class ChannelValues {
  private static final String NUMBER = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?";

  /** One number, or three separated by spaces. */
  static final String PATTERN = "^\\s*" + NUMBER + "(\\s+" + NUMBER + "\\s+" + NUMBER + ")?\\s*$";

  private ChannelValues() {}

  /**
   * One number for all colours, or three.
   *
   * @param option the option's title, for messages
   * @throws InvalidSettingsException if there are not one or three numbers
   */
  static List<Double> parse(String text, String option) throws InvalidSettingsException {
    if (!text.matches(PATTERN)) {
      throw new InvalidSettingsException(
          option + ": '" + text + "' is neither one number nor three numbers separated by spaces.");
    }
    return Arrays.stream(text.strip().split("\\s+")).map(Double::valueOf).toList();
  }
}
