/** Parameters of nodes. */
package org.knime.node.parameters;
