package org.knime.node.parameters.widget.choices;

/** Provides strings with a type, such as column names. */
public non-sealed interface TypedStringChoicesProvider
    extends ChoicesStateProvider<TypedStringChoice> {

  @Override
  default void init(StateProviderInitializer initializer) {
    initializer.computeBeforeOpenDialog();
  }
}
