/** Ready-made column choices. */
package org.knime.node.parameters.widget.choices.util;
