package org.knime.core.node;

import org.knime.core.node.message.Message;

/** A failure with a message for the user. */
public final class KNIMEException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Message message;

  public KNIMEException(String message, Throwable cause) {
    this(Message.fromSummary(message), cause);
  }

  public KNIMEException(String message) {
    this(message, null);
  }

  private KNIMEException(Message message, Throwable cause) {
    super(message.getSummary(), cause);
    this.message = message;
  }

  public Message getKNIMEMessage() {
    return message;
  }

  public static KNIMEException of(Message message) {
    return new KNIMEException(message, null);
  }

  public static KNIMEException of(Message message, Throwable cause) {
    return new KNIMEException(message, cause);
  }

  /** This exception as the cause of an unchecked one. */
  public KNIMERuntimeException toUnchecked() {
    return new KNIMERuntimeException();
  }

  /** Carries a {@link KNIMEException} through code that declares none. */
  public final class KNIMERuntimeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private KNIMERuntimeException() {
      super(KNIMEException.this.getMessage(), KNIMEException.this);
    }

    @Override
    public synchronized KNIMEException getCause() {
      return KNIMEException.this;
    }

    public Message getKNIMEMessage() {
      return message;
    }
  }
}
