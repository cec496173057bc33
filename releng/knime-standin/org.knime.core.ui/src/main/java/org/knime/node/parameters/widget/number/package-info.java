/** Number fields. */
package org.knime.node.parameters.widget.number;
