package org.knime.core.webui.node.view;

import org.knime.core.node.NodeModel;
import org.knime.core.node.wizard.page.WizardPageContribution;

/**
 * Makes the views of nodes.
 *
 * @param <T> the node model
 */
public interface NodeViewFactory<T extends NodeModel> extends WizardPageContribution {
  NodeView createNodeView(T nodeModel);
}
