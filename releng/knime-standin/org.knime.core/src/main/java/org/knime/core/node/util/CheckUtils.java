package org.knime.core.node.util;

import org.knime.core.node.InvalidSettingsException;

/** Checks that throw with a text made by {@link String#format}. */
public final class CheckUtils {

  private CheckUtils() {}

  public static <T> T checkArgumentNotNull(T argument, String template, Object... templateArgs)
      throws IllegalArgumentException {
    checkArgument(argument != null, template, templateArgs);
    return argument;
  }

  public static <T> T checkArgumentNotNull(T argument) throws IllegalArgumentException {
    return checkArgumentNotNull(argument, "An argument is null");
  }

  /** The message is taken as it is. */
  public static void checkArgument(boolean predicate, String message)
      throws IllegalArgumentException {
    if (!predicate) {
      throw new IllegalArgumentException(message);
    }
  }

  public static void checkArgument(boolean predicate, String template, Object... templateArgs)
      throws IllegalArgumentException {
    if (!predicate) {
      throw new IllegalArgumentException(String.format(template, templateArgs));
    }
  }

  /** The message is taken as it is. */
  public static void checkState(boolean predicate, String message) throws IllegalStateException {
    if (!predicate) {
      throw new IllegalStateException(message);
    }
  }

  public static void checkState(boolean predicate, String template, Object... templateArgs)
      throws IllegalStateException {
    if (!predicate) {
      throw new IllegalStateException(String.format(template, templateArgs));
    }
  }

  public static <T> T checkNotNull(T toCheck) throws NullPointerException {
    return checkNotNull(toCheck, "A value is null");
  }

  /** The message is taken as it is. */
  public static <T> T checkNotNull(T toCheck, String message) throws NullPointerException {
    if (toCheck == null) {
      throw new NullPointerException(message);
    }
    return toCheck;
  }

  public static <T> T checkNotNull(T toCheck, String template, Object... templateArgs)
      throws NullPointerException {
    if (toCheck == null) {
      throw new NullPointerException(String.format(template, templateArgs));
    }
    return toCheck;
  }

  public static void checkSetting(boolean predicate, String template, Object... templateArgs)
      throws InvalidSettingsException {
    if (!predicate) {
      throw new InvalidSettingsException(String.format(template, templateArgs));
    }
  }

  public static <T> T checkSettingNotNull(T argument, String template, Object... templateArgs)
      throws InvalidSettingsException {
    checkSetting(argument != null, template, templateArgs);
    return argument;
  }
}
