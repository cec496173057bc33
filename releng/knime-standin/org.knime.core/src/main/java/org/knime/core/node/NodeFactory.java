package org.knime.core.node;

/**
 * Makes nodes of one kind.
 *
 * @param <T> the node model
 */
public abstract class NodeFactory<T extends NodeModel> {

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
}
