package org.knime.node;

import java.util.List;
import java.util.Optional;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.util.CheckUtils;
import org.ovxai.standin.internal.Access;
import org.ovxai.standin.internal.NodeDriver;

/**
 * Factory of a {@link DefaultNode}; the subclass is public, with a public no-argument constructor.
 */
public abstract class DefaultNodeFactory extends ConfigurableNodeFactory<NodeModel> {

  static {
    Access.provide(
        NodeDriver.Maker.class,
        (factory, creation) -> ((DefaultNodeFactory) factory).driver(creation));
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
