/** Rows in memory and the simple cells. */
package org.knime.core.data.def;
