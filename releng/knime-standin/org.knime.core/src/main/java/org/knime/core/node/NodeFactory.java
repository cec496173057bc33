package org.knime.core.node;

import java.io.IOException;
import org.ovxai.standin.internal.Access;
import org.ovxai.standin.internal.NodeDriver;
import org.xml.sax.SAXException;

/**
 * Makes nodes of one kind.
 *
 * @param <T> the node model
 */
public abstract class NodeFactory<T extends NodeModel> {
  static {
    Access.provide(NodeDriver.Maker.class, (factory, creation) -> new NodeModelDriver(factory));
  }

  /** Kinds of nodes; they decide on the colour. */
  public static enum NodeType {
    Source,
    Sink,
    Learner,
    Predictor,
    Manipulator,
    Visualizer,
    Widget,
    Meta,
    LoopStart,
    LoopEnd,
    ScopeStart,
    ScopeEnd,
    QuickForm,
    Configuration,
    Other,
    Missing,
    Unknown,
    Subnode,
    VirtualIn,
    VirtualOut,
    Container
  }

  protected NodeFactory() {}

  /** To be overridden; the product's reads an XML file beside the class. */
  protected NodeDescription createNodeDescription() throws SAXException, IOException {
    throw new UnsupportedOperationException("createNodeDescription is not overridden");
  }

  public abstract T createNodeModel();

  protected abstract int getNrNodeViews();

  public abstract NodeView<T> createNodeView(int viewIndex, T nodeModel);

  protected abstract boolean hasDialog();

  protected abstract NodeDialogPane createNodeDialogPane();
}
