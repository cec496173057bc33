/** Widgets for optional parameters. */
package org.knime.node.parameters.widget;
