package org.knime.core.node;

/** Settings that cannot be used, with a text for the user. */
public class InvalidSettingsException extends Exception {

  private static final long serialVersionUID = 1L;

  public InvalidSettingsException(String s) {
    super(s);
  }

  public InvalidSettingsException(Throwable cause) {
    super(cause);
  }

  public InvalidSettingsException(String msg, Throwable cause) {
    super(msg, cause);
  }
}
