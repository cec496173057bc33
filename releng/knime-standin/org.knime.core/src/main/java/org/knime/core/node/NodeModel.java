package org.knime.core.node;

/** The working part of a node; the stand-in's nodes are driven in another way. */
public abstract class NodeModel {
  NodeModel() {}
}
