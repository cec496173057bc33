package org.knime.core.util;

/** Two rows have one RowID. */
public class DuplicateKeyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String key;

  public DuplicateKeyException(String key) {
    this("Duplicate RowID \"" + key + "\"", key);
  }

  public DuplicateKeyException(String message, String key) {
    super(message);
    this.key = key;
  }

  public String getKey() {
    return key;
  }
}
