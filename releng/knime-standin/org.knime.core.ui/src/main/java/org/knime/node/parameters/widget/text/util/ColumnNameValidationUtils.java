package org.knime.node.parameters.widget.text.util;

import java.util.function.Function;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.PatternValidation;

/** Checks of names of new columns. */
public final class ColumnNameValidationUtils {

  private static final String NAME = "\\S(.*\\S)?";

  private ColumnNameValidationUtils() {}

  /** Accepts the empty name too. */
  public static void validatePossiblyEmptyColumnName(
      String columnName, Function<InvalidColumnNameState, String> invalidStateToMessage)
      throws InvalidSettingsException {
    if (columnName == null || columnName.isEmpty()) {
      return;
    }
    if (columnName.isBlank()) {
      throw new InvalidSettingsException(invalidStateToMessage.apply(InvalidColumnNameState.BLANK));
    }
    if (!columnName.trim().equals(columnName)) {
      throw new InvalidSettingsException(
          invalidStateToMessage.apply(InvalidColumnNameState.NOT_TRIMMED));
    }
  }

  public static void validateColumnName(
      String columnName, Function<InvalidColumnNameState, String> invalidStateToMessage)
      throws InvalidSettingsException {
    if (columnName == null || columnName.isEmpty()) {
      throw new InvalidSettingsException(invalidStateToMessage.apply(InvalidColumnNameState.EMPTY));
    }
    validatePossiblyEmptyColumnName(columnName, invalidStateToMessage);
  }

  /** What is wrong with a name. */
  public enum InvalidColumnNameState {
    EMPTY,
    BLANK,
    NOT_TRIMMED
  }

  /** Dialog check for {@link #validatePossiblyEmptyColumnName}. */
  public static final class EmptyOrColumnNameValidation extends PatternValidation {
    @Override
    public String getPattern() {
      return "(" + NAME + ")?";
    }

    @Override
    public String getErrorMessage() {
      return "The name has to be empty or to begin and end with a visible character.";
    }
  }

  /** Dialog check for {@link #validateColumnName}. */
  public static final class ColumnNameValidation extends PatternValidation {
    @Override
    public String getPattern() {
      return NAME;
    }

    @Override
    public String getErrorMessage() {
      return "The name has to begin and end with a visible character.";
    }
  }
}
