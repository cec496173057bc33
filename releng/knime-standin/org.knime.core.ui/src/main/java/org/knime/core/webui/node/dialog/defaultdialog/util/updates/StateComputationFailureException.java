package org.knime.core.webui.node.dialog.defaultdialog.util.updates;

/** Thrown by a state provider that has no state to give; the dialog keeps what it shows. */
public final class StateComputationFailureException extends Exception {

  private static final long serialVersionUID = 1L;

  public StateComputationFailureException(String message) {
    super(message);
  }
}
