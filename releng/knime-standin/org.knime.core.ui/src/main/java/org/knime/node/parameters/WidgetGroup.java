package org.knime.node.parameters;

/** A class whose fields become widgets of the dialog it is nested in. */
public interface WidgetGroup {}
