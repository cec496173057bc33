package org.knime.core.data;

import java.util.Iterator;

/** Iterates over rows. */
public abstract class RowIterator implements Iterator<DataRow> {
  @Override
  public abstract boolean hasNext();

  @Override
  public abstract DataRow next();

  @Override
  public final void remove() {
    throw new UnsupportedOperationException("A table cannot be changed.");
  }
}
