package org.knime.core.node.config;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.base.ConfigBaseRO;

/** Read access to settings. */
public interface ConfigRO extends ConfigBaseRO {
  public Config getConfig(String key) throws InvalidSettingsException;
}
