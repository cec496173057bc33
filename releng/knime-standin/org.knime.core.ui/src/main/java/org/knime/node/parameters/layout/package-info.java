/** Layout of the dialog. */
package org.knime.node.parameters.layout;
