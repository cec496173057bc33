/** Checks made while the user types. */
package org.knime.node.parameters.validation;
