package org.knime.core.data;

/** A table that can be iterated any number of times. */
public interface DataTable extends Iterable<DataRow> {
  DataTableSpec getDataTableSpec();

  @Override
  RowIterator iterator();
}
