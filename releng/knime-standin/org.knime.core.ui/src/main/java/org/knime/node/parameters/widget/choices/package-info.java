/** Widgets that choose, and providers of choices. */
package org.knime.node.parameters.widget.choices;
