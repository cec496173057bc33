package org.knime.core.data.def;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataCellFactory.FromComplexString;
import org.knime.core.data.DataCellFactory.FromInputStream;
import org.knime.core.data.DataCellFactory.FromSimpleString;
import org.knime.core.data.DataType;
import org.knime.core.data.NominalValue;
import org.knime.core.data.StringValue;

/** A cell with a text. */
public final class StringCell extends DataCell implements StringValue, NominalValue {

  public static final DataType TYPE = DataType.getType(StringCell.class);

  private static final long serialVersionUID = 1L;

  private final String text;

  public StringCell(String str) {
    text = Objects.requireNonNull(str, "A string cell needs a text; use a missing cell");
  }

  @Override
  public String getStringValue() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }

  @Override
  protected boolean equalsDataCell(DataCell dc) {
    return text.equals(((StringCell) dc).text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Makes string cells. */
  public static final class StringCellFactory
      implements FromSimpleString, FromComplexString, FromInputStream {

    public static final DataType TYPE = StringCell.TYPE;

    @Override
    public DataCell createCell(String s) {
      return create(s);
    }

    /** Reads UTF-8 to the end. */
    @Override
    public DataCell createCell(InputStream input) throws IOException {
      return create(new String(input.readAllBytes(), StandardCharsets.UTF_8));
    }

    @Override
    public DataType getDataType() {
      return TYPE;
    }

    public static DataCell create(String s) {
      return new StringCell(s);
    }
  }
}
