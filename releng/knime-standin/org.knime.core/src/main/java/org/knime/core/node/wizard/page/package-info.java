/** Pages of nodes. */
package org.knime.core.node.wizard.page;
