/** Lists of parameter groups. */
package org.knime.node.parameters.array;
