package org.ovxai.nodes.parameters;

import java.util.List;
import java.util.stream.Stream;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.ovxai.engine.image.ColorMap;

/** The choice of a colour map, as a text in the settings. */
public final class ColorMapChoice implements StringChoicesProvider {
  @Override
  public List<String> choices(NodeParametersInput in) {
    return names();
  }

  /**
   * Checks a setting.
   *
   * @throws InvalidSettingsException if there is no colour map of that name
   */
  public static void check(String setting) throws InvalidSettingsException {
    if (!names().contains(setting)) {
      throw new InvalidSettingsException(
          "There is no colour map '"
              + setting
              + "'. Choose one of: "
              + String.join(", ", names())
              + ".");
    }
  }

  private static List<String> names() {
    return Stream.of(ColorMap.values()).map(ColorMap::name).toList();
  }
}
