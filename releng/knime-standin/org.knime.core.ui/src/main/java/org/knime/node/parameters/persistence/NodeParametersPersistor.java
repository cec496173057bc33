package org.knime.node.parameters.persistence;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.migration.ParametersLoader;

/** Loads and saves one parameter or a whole parameters class in its own way. */
public interface NodeParametersPersistor<T> extends ParametersSaver<T>, ParametersLoader<T> {

  @Override
  T load(NodeSettingsRO settings) throws InvalidSettingsException;

  @Override
  void save(T param, NodeSettingsWO settings);

  /** The config paths used, relative to the parent's settings. */
  String[][] getConfigPaths();
}
