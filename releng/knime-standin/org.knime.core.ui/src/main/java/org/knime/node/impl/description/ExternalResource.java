package org.knime.node.impl.description;

/** A link in a node's description. */
public record ExternalResource(String href, String description) {}
