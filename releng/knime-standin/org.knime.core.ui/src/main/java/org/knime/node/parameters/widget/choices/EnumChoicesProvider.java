package org.knime.node.parameters.widget.choices;

import java.util.List;
import org.knime.node.parameters.NodeParametersInput;

/**
 * Provides enum constants: implement {@code choices} or {@code computeState}.
 *
 * @param <E> the enum
 */
public non-sealed interface EnumChoicesProvider<E extends Enum<E>>
    extends ChoicesStateProvider<EnumChoice<E>> {

  @Override
  default void init(StateProviderInitializer initializer) {
    initializer.computeBeforeOpenDialog();
  }

  default List<E> choices(NodeParametersInput context) {
    throw new IllegalStateException(
        getClass().getName() + " implements neither choices nor computeState");
  }

  @Override
  default List<EnumChoice<E>> computeState(NodeParametersInput context) {
    return choices(context).stream().map(EnumChoice::fromEnumConst).toList();
  }
}
