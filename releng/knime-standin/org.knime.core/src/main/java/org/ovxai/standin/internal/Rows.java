package org.ovxai.standin.internal;

import org.knime.core.data.container.CloseableRowIterator;

/** Rows of a table, to be read any number of times. */
public interface Rows {

  CloseableRowIterator iterator();

  long size();
}
