/** Dialogs. */
package org.knime.core.webui.node.dialog;
