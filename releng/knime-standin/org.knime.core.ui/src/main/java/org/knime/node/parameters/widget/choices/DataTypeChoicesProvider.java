package org.knime.node.parameters.widget.choices;

import java.util.List;
import org.knime.core.data.DataType;
import org.knime.node.parameters.NodeParametersInput;

/** Provides data types: implement {@code choices} or {@code computeState}. */
public non-sealed interface DataTypeChoicesProvider extends ChoicesStateProvider<DataTypeChoice> {

  @Override
  default void init(StateProviderInitializer initializer) {
    initializer.computeBeforeOpenDialog();
  }

  default List<DataType> choices(NodeParametersInput context) {
    throw new IllegalStateException(
        getClass().getName() + " implements neither choices nor computeState");
  }

  @Override
  default List<DataTypeChoice> computeState(NodeParametersInput context) {
    return choices(context).stream().map(DataTypeChoice::fromDataType).toList();
  }
}
