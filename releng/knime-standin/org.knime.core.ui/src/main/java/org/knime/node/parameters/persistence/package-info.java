/** Storage of parameters in settings. */
package org.knime.node.parameters.persistence;
