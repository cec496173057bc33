package org.knime.core.webui.node.dialog.defaultdialog.widget.updates;

import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.StateProvider;

class NoopProvider<T> implements StateProvider<T> {

  @Override
  public void init(StateProviderInitializer initializer) {
    throw new UnsupportedOperationException("Only marks that no provider is set");
  }

  @Override
  public T computeState(NodeParametersInput input) {
    throw new UnsupportedOperationException("Only marks that no provider is set");
  }
}
