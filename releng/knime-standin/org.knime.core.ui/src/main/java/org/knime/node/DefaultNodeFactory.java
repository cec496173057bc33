package org.knime.node;

import java.util.List;
import java.util.Optional;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeDialogPane;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeView;
import org.knime.core.node.util.CheckUtils;
import org.ovxai.standin.internal.Access;
import org.ovxai.standin.internal.NodeDriver;

/**
 * Factory of a {@link DefaultNode}; the subclass is public, with a public no-argument constructor.
 */
public abstract class DefaultNodeFactory extends ConfigurableNodeFactory<NodeModel> {

  static {
    NodeDriver.Maker others = Access.to(NodeDriver.Maker.class, NodeFactory.class);
    Access.provide(
        NodeDriver.Maker.class,
        (factory, creation) ->
            factory instanceof DefaultNodeFactory node
                ? node.driver(creation)
                : others.driver(factory, creation));
  }

  private final DefaultNode node;

  /** IllegalStateException when a text of the description is no XML fragment. */
  protected DefaultNodeFactory(DefaultNode node) {
    this.node = node;
    DescriptionCheck.check(node);
  }

  /** Whether the node has parameters. */
  public boolean hasNodeDialog() {
    return node.model.parametersClass().isPresent();
  }

  /** None: the stand-in drives these nodes without a model. */
  @Override
  public final NodeModel createNodeModel() {
    throw new UnsupportedOperationException();
  }

  @Override
  protected final int getNrNodeViews() {
    return 0;
  }

  @Override
  public final NodeView<NodeModel> createNodeView(int viewIndex, NodeModel nodeModel) {
    return null;
  }

  @Override
  protected final boolean hasDialog() {
    return false;
  }

  @Override
  protected final NodeDialogPane createNodeDialogPane() {
    return null;
  }

  private NodeDriver driver(Optional<NodeSettingsRO> creation) throws InvalidSettingsException {
    node.ports.checkNames();
    if (node.model instanceof DefaultModel.Rearranger) {
      CheckUtils.checkState(
          isOneTable(node.ports.inputs()) && isOneTable(node.ports.outputs()),
          "The node \"%s\" rearranges columns and needs exactly one input and one output table",
          node.name);
    }
    return new DefaultNodeDriver(node, creation);
  }

  private static boolean isOneTable(List<NodePorts.Group> groups) {
    return groups.size() == 1 && groups.get(0).fixed().equals(List.of(BufferedDataTable.TYPE));
  }
}
