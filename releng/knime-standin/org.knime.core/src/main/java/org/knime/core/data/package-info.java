/** Tables as rows of cells, with their specs and types. */
package org.knime.core.data;
