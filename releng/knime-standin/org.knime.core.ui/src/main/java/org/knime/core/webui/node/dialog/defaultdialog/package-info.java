/** Dialogs made of parameters. */
package org.knime.core.webui.node.dialog.defaultdialog;
