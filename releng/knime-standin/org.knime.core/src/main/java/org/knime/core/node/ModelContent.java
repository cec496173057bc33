package org.knime.core.node;

import java.io.IOException;
import java.io.InputStream;
import org.knime.core.node.config.Config;

/** Content of a model. */
public final class ModelContent extends Config implements ModelContentRO, ModelContentWO {

  private static final long serialVersionUID = 1L;

  public ModelContent(String key) {
    super(key);
  }

  @Override
  public Config getInstance(String key) {
    return new ModelContent(key);
  }

  /** Reads XML and closes the stream. */
  public static ModelContentRO loadFromXML(InputStream in) throws IOException {
    return (ModelContent) Config.loadFromXML(new ModelContent("ignored"), in);
  }

  @Override
  public ModelContentWO addModelContent(String key) {
    return (ModelContent) addConfig(key);
  }

  @Override
  public void addModelContent(ModelContent modelContent) {
    addConfig(modelContent);
  }

  @Override
  public ModelContent getModelContent(String key) throws InvalidSettingsException {
    return (ModelContent) getConfig(key);
  }
}
