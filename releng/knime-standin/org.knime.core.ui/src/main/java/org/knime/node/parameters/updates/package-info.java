/** Dependencies between parameters in the dialog. */
package org.knime.node.parameters.updates;
