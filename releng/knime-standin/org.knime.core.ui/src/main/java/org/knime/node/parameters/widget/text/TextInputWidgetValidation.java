package org.knime.node.parameters.widget.text;

import org.knime.node.parameters.validation.BuiltinValidation;

/** Checks of a text field. */
public sealed interface TextInputWidgetValidation extends BuiltinValidation {

  /** Parameters of {@link PatternValidation}. */
  record PatternValidationParams(String pattern) {}

  /** The whole text must match a regular expression. */
  abstract non-sealed class PatternValidation implements TextInputWidgetValidation {

    @Override
    public final PatternValidationParams getParameters() {
      return new PatternValidationParams(getPattern());
    }

    @Override
    public String getErrorMessage() {
      return "The text has to match the pattern " + getPattern();
    }

    protected abstract String getPattern();

    /** Demands a character that is no white space. */
    public static final class IsNotBlankValidation extends PatternValidation {
      @Override
      public String getErrorMessage() {
        return "The text must not be blank.";
      }

      @Override
      public String getPattern() {
        return ".*\\S.*";
      }
    }

    /** Demands a character. */
    public static final class IsNotEmptyValidation extends MinLengthValidation {
      @Override
      public String getErrorMessage() {
        return "The text must not be empty.";
      }

      @Override
      protected int getMinLength() {
        return 1;
      }
    }

    /** Demands exactly one character. */
    public static final class IsSingleCharacterValidation extends PatternValidation {
      @Override
      public String getErrorMessage() {
        return "The text must be one character.";
      }

      @Override
      public String getPattern() {
        return "^.$";
      }
    }
  }

  /** The text has at least so many characters. */
  abstract non-sealed class MinLengthValidation implements TextInputWidgetValidation {

    record MinLengthValidationParams(int minLength) {}

    @Override
    public final MinLengthValidationParams getParameters() {
      return new MinLengthValidationParams(getMinLength());
    }

    @Override
    public String getErrorMessage() {
      return "The text is shorter than " + getMinLength() + " characters.";
    }

    protected abstract int getMinLength();
  }

  /** The text has at most so many characters. */
  abstract non-sealed class MaxLengthValidation implements TextInputWidgetValidation {

    record MaxLengthValidationParams(int maxLength) {}

    @Override
    public final MaxLengthValidationParams getParameters() {
      return new MaxLengthValidationParams(getMaxLength());
    }

    @Override
    public String getErrorMessage() {
      return "The text is longer than " + getMaxLength() + " characters.";
    }

    protected abstract int getMaxLength();

    /** Demands at most one character. */
    public static final class HasAtMaxOneCharValidation extends MaxLengthValidation {
      @Override
      public int getMaxLength() {
        return 1;
      }
    }
  }
}
