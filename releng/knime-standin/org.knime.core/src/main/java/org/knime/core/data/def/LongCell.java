package org.knime.core.data.def;

import org.knime.core.data.BoundedValue;
import org.knime.core.data.ComplexNumberValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataCellFactory.FromComplexString;
import org.knime.core.data.DataCellFactory.FromSimpleString;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.FuzzyIntervalValue;
import org.knime.core.data.FuzzyNumberValue;
import org.knime.core.data.LongValue;

/** A cell with a 64-bit number. */
public class LongCell extends DataCell
    implements LongValue,
        DoubleValue,
        ComplexNumberValue,
        FuzzyNumberValue,
        FuzzyIntervalValue,
        BoundedValue {

  public static final DataType TYPE = DataType.getType(LongCell.class);

  private static final long serialVersionUID = 1L;

  private final long number;

  public LongCell(long l) {
    number = l;
  }

  @Override
  public long getLongValue() {
    return number;
  }

  @Override
  public double getDoubleValue() {
    return number;
  }

  @Override
  public double getCore() {
    return number;
  }

  @Override
  public double getMaxSupport() {
    return number;
  }

  @Override
  public double getMinSupport() {
    return number;
  }

  @Override
  public double getMaxCore() {
    return number;
  }

  @Override
  public double getMinCore() {
    return number;
  }

  @Override
  public double getCenterOfGravity() {
    return number;
  }

  @Override
  public double getRealValue() {
    return number;
  }

  @Override
  public double getImaginaryValue() {
    return 0;
  }

  @Override
  protected boolean equalsDataCell(DataCell dc) {
    return number == ((LongCell) dc).number;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }

  /** Makes long cells. */
  public static final class LongCellFactory implements FromSimpleString, FromComplexString {

    public static final DataType TYPE = LongCell.TYPE;

    @Override
    public DataCell createCell(String s) {
      return create(s);
    }

    @Override
    public DataType getDataType() {
      return TYPE;
    }

    /** Blank text gives a missing cell. */
    public static DataCell create(String s) {
      return s.isBlank() ? DataType.getMissingCell() : new LongCell(Long.parseLong(s.trim()));
    }

    public static DataCell create(int i) {
      return new LongCell(i);
    }

    public static DataCell create(long l) {
      return new LongCell(l);
    }
  }
}
