package org.knime.testing.core;

import org.knime.core.data.DataValue;

/**
 * Makes difference checkers; registered at the extension point {@code
 * org.knime.testing.DifferenceCheckerFactory}.
 *
 * @param <T> the type of the values
 */
public interface DifferenceCheckerFactory<T extends DataValue> {

  Class<T> getType();

  String getDescription();

  DifferenceChecker<T> newChecker();
}
