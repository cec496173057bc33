package org.knime.core.webui.node.dialog.defaultdialog;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.parameters.NodeParameters;
import org.ovxai.standin.parameters.ParameterPersistence;
import org.ovxai.standin.parameters.SpecsInput;

/** Makes, loads and saves parameters. */
public final class NodeParametersUtil {
  private NodeParametersUtil() {}

  public static <S extends NodeParameters> S createSettings(
      Class<S> clazz, PortObjectSpec[] specs) {
    return ParameterPersistence.createDefault(clazz, SpecsInput.of(specs));
  }

  public static <S extends NodeParameters> S createSettings(Class<S> clazz) {
    return ParameterPersistence.createDefault(clazz);
  }

  public static <S extends NodeParameters> S loadSettings(NodeSettingsRO settings, Class<S> clazz)
      throws InvalidSettingsException {
    return ParameterPersistence.load(clazz, settings);
  }

  public static void saveSettings(
      Class<? extends NodeParameters> settingsClass,
      NodeParameters settingsObject,
      NodeSettingsWO settings) {
    ParameterPersistence.save(settingsClass.cast(settingsObject), settings);
  }
}
