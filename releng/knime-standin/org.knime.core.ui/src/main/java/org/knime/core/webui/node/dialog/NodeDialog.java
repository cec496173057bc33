package org.knime.core.webui.node.dialog;

import org.knime.core.webui.UIExtension;

/** The dialog of a node. */
public interface NodeDialog extends UIExtension {}
