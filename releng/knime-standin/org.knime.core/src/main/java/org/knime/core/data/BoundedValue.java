package org.knime.core.data;

/** Marks a value that has an order and therefore bounds. */
public interface BoundedValue extends DataValue {}
