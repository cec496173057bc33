package org.knime.core.data.container;

import java.io.Closeable;
import org.knime.core.data.RowIterator;

/** Iterates over rows of a file; close it unless it was read to the end. */
public abstract class CloseableRowIterator extends RowIterator implements Closeable {
  @Override
  public abstract void close();
}
