/** Choices of several columns. */
package org.knime.node.parameters.widget.choices.filter;
