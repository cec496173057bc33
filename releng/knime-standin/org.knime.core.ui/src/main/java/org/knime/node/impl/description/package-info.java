/** Parts of a node description. */
package org.knime.node.impl.description;
