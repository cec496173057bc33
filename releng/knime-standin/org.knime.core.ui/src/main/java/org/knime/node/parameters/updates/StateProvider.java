package org.knime.node.parameters.updates;

import java.util.function.Supplier;
import org.knime.core.webui.node.dialog.defaultdialog.util.updates.StateComputationFailureException;
import org.knime.node.parameters.NodeParametersInput;

/**
 * Computes a state of the dialog (a value, choices, a message) when something it depends on
 * changes.
 *
 * @param <S> type of the state
 */
public interface StateProvider<S> {

  /** Says what triggers the computation and what it depends on. */
  interface StateProviderInitializer {

    NodeParametersInput getNodeParametersInput();

    <T> Supplier<T> computeFromValueSupplier(Class<? extends ParameterReference<T>> ref);

    <T> Supplier<T> getValueSupplier(Class<? extends ParameterReference<T>> ref);

    default <T> Supplier<T> getValueSupplier(
        Class<? extends ParameterReference<?>> ref, TypeReference<T> typeReference) {
      throw new UnsupportedOperationException("No typed value supplier for " + ref.getName());
    }

    <T> void computeOnValueChange(Class<? extends ParameterReference<T>> ref);

    <T> Supplier<T> computeFromProvidedState(Class<? extends StateProvider<T>> stateProviderClass);

    void computeOnButtonClick(Class<? extends ButtonReference> ref);

    void computeBeforeOpenDialog();

    void computeAfterOpenDialog();
  }

  void init(StateProviderInitializer initializer);

  S computeState(NodeParametersInput parametersInput) throws StateComputationFailureException;

  /**
   * Carries a generic type.
   *
   * @param <T> the type
   */
  @SuppressWarnings("unused")
  interface TypeReference<T> {}
}
