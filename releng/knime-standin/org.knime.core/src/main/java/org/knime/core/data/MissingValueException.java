package org.knime.core.data;

import java.util.Optional;

/** Thrown where a missing value cannot be used. */
public class MissingValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String error;

  public MissingValueException(MissingValue missingValue) {
    this(missingValue, "A missing value cannot be used here.");
  }

  public MissingValueException(MissingValue missingValue, String msg) {
    super(msg);
    error = missingValue.getError();
  }

  public MissingValueException(String msg) {
    super(msg);
    error = msg;
  }

  public Optional<String> getError() {
    return Optional.ofNullable(error);
  }
}
