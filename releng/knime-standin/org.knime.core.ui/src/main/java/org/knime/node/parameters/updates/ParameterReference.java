package org.knime.node.parameters.updates;

/**
 * Identifies a parameter whose value others depend on.
 *
 * @param <V> type of the value
 */
public interface ParameterReference<V> {}
