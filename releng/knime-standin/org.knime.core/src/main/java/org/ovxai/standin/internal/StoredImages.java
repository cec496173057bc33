package org.ovxai.standin.internal;

import org.knime.core.data.DataCell;

/** Makes image cells from bytes that were checked when they were stored. */
@FunctionalInterface
public interface StoredImages {
  DataCell cell(byte[] png);
}
