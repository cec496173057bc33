package org.knime.core.node;

/**
 * A Swing view; there are none here.
 *
 * @param <T> the node model
 */
public abstract class NodeView<T extends NodeModel> {
  protected NodeView(T nodeModel) {}
}
