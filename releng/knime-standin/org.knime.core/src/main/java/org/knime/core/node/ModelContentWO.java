package org.knime.core.node;

import org.knime.core.node.config.ConfigWO;

/** Write access to the content of a model. */
public interface ModelContentWO extends ConfigWO {

  ModelContentWO addModelContent(String key);

  void addModelContent(ModelContent modelContent);
}
