package org.knime.core.node.config;

import java.io.IOException;
import java.io.InputStream;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.base.ConfigBase;

/** Settings of any kind. */
public abstract class Config extends ConfigBase implements ConfigRO, ConfigWO {

  private static final long serialVersionUID = 1L;

  protected Config(String key) {
    super(key);
  }

  @Override
  public abstract Config getInstance(String key);

  @Override
  public final Config addConfig(String key) {
    return (Config) addConfigBase(key);
  }

  protected final void addConfig(Config config) {
    addConfigBase(config);
  }

  @Override
  public final Config getConfig(String key) throws InvalidSettingsException {
    return (Config) getConfigBase(key);
  }

  /** Fills the config from XML and closes the stream. */
  protected static Config loadFromXML(Config config, InputStream in) throws IOException {
    config.load(in);
    return config;
  }
}
