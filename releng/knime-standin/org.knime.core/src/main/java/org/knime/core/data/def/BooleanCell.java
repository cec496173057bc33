package org.knime.core.data.def;

import org.knime.core.data.BooleanValue;
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
import org.knime.core.data.NominalValue;

/** A cell with a truth value; there are two. */
public final class BooleanCell extends DataCell
    implements BooleanValue,
        IntValue,
        LongValue,
        DoubleValue,
        ComplexNumberValue,
        FuzzyNumberValue,
        FuzzyIntervalValue,
        BoundedValue,
        NominalValue {

  public static final BooleanCell TRUE = new BooleanCell(true);
  public static final BooleanCell FALSE = new BooleanCell(false);
  public static final DataType TYPE = DataType.getType(BooleanCell.class);

  private static final long serialVersionUID = 1L;

  private final boolean truth;

  private BooleanCell(boolean truth) {
    this.truth = truth;
  }

  private int number() {
    return truth ? 1 : 0;
  }

  @Override
  public boolean getBooleanValue() {
    return truth;
  }

  @Override
  public int getIntValue() {
    return number();
  }

  @Override
  public long getLongValue() {
    return number();
  }

  @Override
  public double getDoubleValue() {
    return number();
  }

  @Override
  public double getCore() {
    return number();
  }

  @Override
  public double getMaxSupport() {
    return number();
  }

  @Override
  public double getMinSupport() {
    return number();
  }

  @Override
  public double getMaxCore() {
    return number();
  }

  @Override
  public double getMinCore() {
    return number();
  }

  @Override
  public double getCenterOfGravity() {
    return number();
  }

  @Override
  public double getRealValue() {
    return number();
  }

  @Override
  public double getImaginaryValue() {
    return 0;
  }

  @Override
  protected boolean equalsDataCell(DataCell dc) {
    return truth == ((BooleanCell) dc).truth;
  }

  @Override
  public int hashCode() {
    return Boolean.hashCode(truth);
  }

  @Override
  public String toString() {
    return Boolean.toString(truth);
  }

  /** Hands out the two boolean cells. */
  public static final class BooleanCellFactory implements FromSimpleString, FromComplexString {

    public static final DataType TYPE = BooleanCell.TYPE;

    @Override
    public DataCell createCell(String s) {
      return create(s);
    }

    @Override
    public DataType getDataType() {
      return TYPE;
    }

    public static DataCell create(String s) {
      return create(Boolean.parseBoolean(s));
    }

    public static DataCell create(boolean b) {
      return b ? TRUE : FALSE;
    }
  }
}
