package org.knime.core.webui.data;

import java.util.Optional;

/** Gives a page its data. */
public interface DataServiceProvider {
  <D> Optional<InitialDataService<D>> createInitialDataService();

  Optional<RpcDataService> createRpcDataService();

  <D> Optional<ApplyDataService<D>> createApplyDataService();
}
