package org.knime.node.parameters.persistence;

/** A class whose fields are stored in node settings. */
public interface Persistable {}
