package org.knime.core.data.container;

import org.knime.core.data.DataCell;

/** A cell with much content. */
public abstract class BlobDataCell extends DataCell {
  private static final long serialVersionUID = 1L;
}
