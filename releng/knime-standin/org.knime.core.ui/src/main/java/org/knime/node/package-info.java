/** Nodes described fluently. */
package org.knime.node;
