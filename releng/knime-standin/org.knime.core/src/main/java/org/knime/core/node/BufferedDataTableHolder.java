package org.knime.core.node;

/** A node model that keeps tables. */
public interface BufferedDataTableHolder {
  BufferedDataTable[] getInternalTables();

  void setInternalTables(BufferedDataTable[] tables);
}
