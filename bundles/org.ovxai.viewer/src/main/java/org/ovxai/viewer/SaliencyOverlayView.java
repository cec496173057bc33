package org.ovxai.viewer;

import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.webui.data.ApplyDataService;
import org.knime.core.webui.data.DataServiceException;
import org.knime.core.webui.data.InitialDataService;
import org.knime.core.webui.data.RpcDataService;
import org.knime.core.webui.node.view.NodeTableView;
import org.knime.core.webui.page.Page;

/** The view in KNIME: the page, and the data that it asks for. */
final class SaliencyOverlayView implements NodeTableView {
  private final SaliencyOverlayViewerNodeModel model;

  SaliencyOverlayView(SaliencyOverlayViewerNodeModel model) {
    this.model = model;
  }

  @Override
  public Page getPage() {
    return Page.create()
        .fromString(() -> Document.begin() + Document.end())
        .relativePath("viewer.html");
  }

  @Override
  @SuppressWarnings("unchecked")
  public <D> Optional<InitialDataService<D>> createInitialDataService() {
    return Optional.of(
        (InitialDataService<D>)
            InitialDataService.builder(() -> data().initial(model.size())).build());
  }

  @Override
  public Optional<RpcDataService> createRpcDataService() {
    return Optional.of(RpcDataService.builder(data()).build());
  }

  private ViewData data() {
    try {
      return model
          .data()
          .orElseThrow(() -> new DataServiceException("Execute the node to see its view."));
    } catch (InvalidSettingsException e) {
      throw new DataServiceException(e.getMessage(), e);
    }
  }

  @Override
  public <D> Optional<ApplyDataService<D>> createApplyDataService() {
    return Optional.empty();
  }

  @Override
  public int getPortIndex() {
    return 0;
  }

  @Override
  public boolean canBeUsedInReport() {
    return true;
  }

  @Override
  public void validateSettings(NodeSettingsRO settings) {
    // The view has no settings of its own.
  }

  @Override
  public void loadValidatedSettingsFrom(NodeSettingsRO settings) {
    // The view has no settings of its own.
  }
}
