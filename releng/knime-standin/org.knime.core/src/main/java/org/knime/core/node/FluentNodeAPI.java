package org.knime.core.node;

/** Marks the fluent description of a node. */
public interface FluentNodeAPI {}
