/** Text fields. */
package org.knime.node.parameters.widget.text;
