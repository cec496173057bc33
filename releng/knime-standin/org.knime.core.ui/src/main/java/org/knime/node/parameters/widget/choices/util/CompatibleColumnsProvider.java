package org.knime.node.parameters.widget.choices.util;

import java.util.Collection;
import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;

/** The columns compatible with one of some value classes. */
public class CompatibleColumnsProvider implements FilteredInputTableColumnsProvider {

  private final Collection<Class<? extends DataValue>> valueClasses;

  protected CompatibleColumnsProvider(Class<? extends DataValue> valueClass) {
    this(List.<Class<? extends DataValue>>of(valueClass));
  }

  protected CompatibleColumnsProvider(Collection<Class<? extends DataValue>> valueClasses) {
    this.valueClasses = valueClasses;
  }

  @Override
  public boolean isIncluded(DataColumnSpec col) {
    return valueClasses.stream().anyMatch(col.getType()::isCompatible);
  }

  /** The columns with strings. */
  public static class StringColumnsProvider extends CompatibleColumnsProvider {
    protected StringColumnsProvider() {
      super(StringValue.class);
    }
  }

  /** The columns with numbers. */
  public static class DoubleColumnsProvider extends CompatibleColumnsProvider {
    protected DoubleColumnsProvider() {
      super(DoubleValue.class);
    }
  }
}
