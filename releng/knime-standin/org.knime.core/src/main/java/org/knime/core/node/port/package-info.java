/** Port objects, their specs and types. */
package org.knime.core.node.port;
