package org.knime.core.data;

/** Marks a value of a set without order. */
public interface NominalValue extends DataValue {}
