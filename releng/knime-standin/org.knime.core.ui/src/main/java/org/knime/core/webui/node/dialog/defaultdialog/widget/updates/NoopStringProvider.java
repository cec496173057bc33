package org.knime.core.webui.node.dialog.defaultdialog.widget.updates;

/** Marks that no provider is set. */
public final class NoopStringProvider extends NoopProvider<String> {}
