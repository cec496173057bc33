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

/** A cell with a floating point number. */
public final class DoubleCell extends DataCell
    implements DoubleValue, ComplexNumberValue, FuzzyNumberValue, FuzzyIntervalValue, BoundedValue {

  public static final DataType TYPE = DataType.getType(DoubleCell.class);

  private static final long serialVersionUID = 1L;

  private final double number;

  public DoubleCell(double d) {
    number = d;
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
  public double getImaginaryValue() {
    return 0;
  }

  @Override
  public double getRealValue() {
    return number;
  }

  @Override
  protected boolean equalsDataCell(DataCell dc) {
    return Double.compare(number, ((DoubleCell) dc).number) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(number);
  }

  @Override
  public String toString() {
    return Double.toString(number);
  }

  /** Makes double cells. */
  public static final class DoubleCellFactory implements FromSimpleString, FromComplexString {

    public static final DataType TYPE = DoubleCell.TYPE;

    @Override
    public DataCell createCell(String s) {
      return create(s);
    }

    @Override
    public DataType getDataType() {
      return TYPE;
    }

    public static DataCell create(int i) {
      return new DoubleCell(i);
    }

    public static DataCell create(long l) {
      return new DoubleCell(l);
    }

    /** Blank text gives a missing cell. */
    public static DataCell create(String s) {
      return s.isBlank() ? DataType.getMissingCell() : new DoubleCell(Double.parseDouble(s.trim()));
    }

    public static DataCell create(float f) {
      return new DoubleCell(f);
    }

    public static DataCell create(double d) {
      return new DoubleCell(d);
    }
  }
}
