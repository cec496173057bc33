/** Views of tables. */
package org.knime.core.webui.node.view.table;
