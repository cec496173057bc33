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
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;

/** A cell with a 32-bit number. */
public class IntCell extends DataCell
    implements IntValue,
        LongValue,
        DoubleValue,
        ComplexNumberValue,
        FuzzyNumberValue,
        FuzzyIntervalValue,
        BoundedValue {

  public static final DataType TYPE = DataType.getType(IntCell.class);

  private static final long serialVersionUID = 1L;

  private final int number;

  public IntCell(int i) {
    number = i;
  }

  @Override
  public int getIntValue() {
    return number;
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
    return number == ((IntCell) dc).number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }

  /** Makes int cells. */
  public static final class IntCellFactory implements FromSimpleString, FromComplexString {

    public static final DataType TYPE = IntCell.TYPE;

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
      return s.isBlank() ? DataType.getMissingCell() : new IntCell(Integer.parseInt(s.trim()));
    }

    public static DataCell create(int i) {
      return new IntCell(i);
    }
  }
}
