/** Iterators, cell factories and the column rearranger. */
package org.knime.core.data.container;
