package org.ovxai.headless;

import org.knime.core.node.NodeFactory;

/** Finds node factories by class name. */
@FunctionalInterface
interface NodeFactories {
  /**
   * The class of a node factory.
   *
   * @throws ClassNotFoundException if there is none; the message says where it was looked for
   */
  Class<? extends NodeFactory<?>> find(String className) throws ClassNotFoundException;
}
