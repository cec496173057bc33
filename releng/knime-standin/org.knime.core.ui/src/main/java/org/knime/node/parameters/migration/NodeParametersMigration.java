package org.knime.node.parameters.migration;

import java.util.List;

/** Ways to load older configs, tried in order. */
public interface NodeParametersMigration<T> {
  List<ConfigMigration<T>> getConfigMigrations();
}
