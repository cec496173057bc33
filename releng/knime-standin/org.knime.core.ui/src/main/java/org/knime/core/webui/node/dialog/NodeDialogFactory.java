package org.knime.core.webui.node.dialog;

/** Makes the dialogs of nodes. */
public interface NodeDialogFactory {
  default boolean hasNodeDialog() {
    return true;
  }

  NodeDialog createNodeDialog();
}
