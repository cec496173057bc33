/** Loading of older settings. */
package org.knime.node.parameters.migration;
