package org.knime.core.node;

import org.knime.core.node.message.Message;

/** Thrown when the user cancelled the execution; never to be swallowed. */
public class CanceledExecutionException extends Exception {

  public static final Message DEFAULT_CANCEL_MESSAGE = Message.fromSummary("Execution canceled");

  private static final long serialVersionUID = 1L;

  private final transient Message message;

  public CanceledExecutionException() {
    this(DEFAULT_CANCEL_MESSAGE);
  }

  public CanceledExecutionException(String message) {
    this(Message.fromSummary(message));
  }

  public CanceledExecutionException(Message message) {
    super(message.getSummary());
    this.message = message;
  }

  public Message getKNIMEMessage() {
    return message;
  }
}
