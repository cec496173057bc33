package org.knime.core.node;

/** A Swing dialog; there are none here. */
public abstract class NodeDialogPane {
  protected NodeDialogPane() {}
}
