package org.knime.core.data.collection;

import org.knime.core.data.DataCell;

/** A list of cells. */
public interface ListDataValue extends CollectionDataValue {

  /** The cell at the 0-based index. */
  DataCell get(int index);
}
