package org.knime.core.data;

import java.io.IOException;
import java.io.InputStream;

/** Makes cells of one type. */
public interface DataCellFactory {

  /** Makes cells from text. */
  public interface FromString extends DataCellFactory {
    DataCell createCell(String input);
  }

  /** Makes cells from text without structure. */
  public interface FromSimpleString extends FromString {}

  /** Makes cells from text with structure. */
  public interface FromComplexString extends FromString {}

  /** Makes cells from bytes. */
  public interface FromInputStream extends DataCellFactory {
    DataCell createCell(InputStream input) throws IOException;
  }

  DataType getDataType();
}
