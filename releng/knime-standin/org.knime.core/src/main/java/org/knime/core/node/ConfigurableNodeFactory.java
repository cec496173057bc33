package org.knime.core.node;

/**
 * Makes nodes whose ports may be configured.
 *
 * @param <T> the node model
 */
public abstract class ConfigurableNodeFactory<T extends NodeModel> extends NodeFactory<T> {
  protected ConfigurableNodeFactory() {}
}
