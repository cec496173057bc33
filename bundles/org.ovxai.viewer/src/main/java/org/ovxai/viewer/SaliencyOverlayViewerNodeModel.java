package org.ovxai.viewer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.BufferedDataTableHolder;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeLogger;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.webui.node.dialog.defaultdialog.NodeParametersUtil;
import org.ovxai.nodes.files.LocalFile;
import org.ovxai.nodes.files.WritableFolder;

/** Keeps the table that the view shows, and writes the page. */
public final class SaliencyOverlayViewerNodeModel extends NodeModel
    implements BufferedDataTableHolder {
  private static final NodeLogger LOGGER =
      NodeLogger.getLogger(SaliencyOverlayViewerNodeModel.class);
  private static final Class<SaliencyOverlayViewerParameters> PARAMETERS =
      SaliencyOverlayViewerParameters.class;

  private Optional<SaliencyOverlayViewerParameters> parameters = Optional.empty();
  private Optional<BufferedDataTable> table = Optional.empty();

  SaliencyOverlayViewerNodeModel() {
    super(new PortType[] {BufferedDataTable.TYPE}, new PortType[0]);
  }

  /** What the view shows; empty before the node has been executed. */
  Optional<ViewData> data() throws InvalidSettingsException {
    return table.isPresent() ? Optional.of(data(table.get())) : Optional.empty();
  }

  /** How many rows there are. */
  long size() {
    return table.map(BufferedDataTable::size).orElse(0L);
  }

  private ViewData data(BufferedDataTable explanations) throws InvalidSettingsException {
    SaliencyOverlayViewerParameters chosen = parameters.orElseThrow();
    return new ViewData(
        explanations, ViewColumns.in(explanations.getDataTableSpec(), chosen), chosen);
  }

  @Override
  protected PortObjectSpec[] configure(PortObjectSpec[] in) throws InvalidSettingsException {
    if (parameters.isEmpty()) {
      parameters = Optional.of(NodeParametersUtil.createSettings(PARAMETERS, in));
    }
    ViewColumns.in((DataTableSpec) in[0], parameters.get());
    page();
    return new PortObjectSpec[0];
  }

  private Optional<Path> page() throws InvalidSettingsException {
    String location = parameters.orElseThrow().page;
    if (location.isBlank()) {
      return Optional.empty();
    }
    Path file = LocalFile.resolve(location, "Write stand-alone page to");
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    String obstacle =
        Files.isDirectory(file)
            ? "it is a folder; give the name of a file"
            : WritableFolder.obstacle(folder, true);
    if (!obstacle.isEmpty()) {
      throw new InvalidSettingsException(
          "Write stand-alone page to: '" + location + "' cannot be written: " + obstacle + ".");
    }
    return Optional.of(file);
  }

  @Override
  protected PortObject[] execute(PortObject[] in, ExecutionContext exec)
      throws CanceledExecutionException, KNIMEException {
    BufferedDataTable explanations = (BufferedDataTable) in[0];
    try {
      Optional<Path> file = page();
      if (file.isPresent()) {
        write(file.get(), explanations, exec);
      }
    } catch (InvalidSettingsException e) {
      throw new KNIMEException(e.getMessage(), e);
    }
    table = Optional.of(explanations);
    return new PortObject[0];
  }

  private void write(Path file, BufferedDataTable explanations, ExecutionContext exec)
      throws InvalidSettingsException, CanceledExecutionException, KNIMEException {
    int most = parameters.orElseThrow().pageRows;
    try {
      long rows = StandAlonePage.write(file, explanations, data(explanations), most, exec);
      LOGGER.info("Page with " + rows + " explanations written to " + file);
    } catch (IOException e) {
      throw new KNIMEException("The page '" + file + "' cannot be written: " + e, e);
    }
    if (explanations.size() > most) {
      setWarningMessage(
          "The stand-alone page has the first "
              + most
              + " of "
              + explanations.size()
              + " rows. Raise \"Most rows in the page\" for more.");
    }
  }

  @Override
  public BufferedDataTable[] getInternalTables() {
    return table.map(t -> new BufferedDataTable[] {t}).orElseGet(() -> new BufferedDataTable[0]);
  }

  @Override
  public void setInternalTables(BufferedDataTable[] tables) {
    table = tables.length == 0 ? Optional.empty() : Optional.of(tables[0]);
  }

  @Override
  protected void reset() {
    table = Optional.empty();
  }

  @Override
  protected void saveSettingsTo(NodeSettingsWO settings) {
    NodeParametersUtil.saveSettings(
        PARAMETERS,
        parameters.orElseGet(() -> NodeParametersUtil.createSettings(PARAMETERS)),
        settings);
  }

  @Override
  protected void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException {
    NodeParametersUtil.loadSettings(settings, PARAMETERS).validate();
  }

  @Override
  protected void loadValidatedSettingsFrom(NodeSettingsRO settings)
      throws InvalidSettingsException {
    parameters = Optional.of(NodeParametersUtil.loadSettings(settings, PARAMETERS));
  }

  @Override
  protected void loadInternals(File folder, ExecutionMonitor exec) {
    // The table is kept by the framework.
  }

  @Override
  protected void saveInternals(File folder, ExecutionMonitor exec) {
    // The table is kept by the framework.
  }
}
