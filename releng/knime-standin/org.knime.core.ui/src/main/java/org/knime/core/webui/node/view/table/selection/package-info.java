/** Selection in views. */
package org.knime.core.webui.node.view.table.selection;
