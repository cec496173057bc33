package org.knime.core.node;

import java.io.IOException;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStorePortObject;
import org.ovxai.standin.internal.Access;
import org.ovxai.standin.internal.Contexts;
import org.ovxai.standin.internal.ExecutionFiles;
import org.ovxai.standin.internal.FileStores;
import org.ovxai.standin.internal.Progress;
import org.ovxai.standin.internal.Rearranging;

/** What a node's execution has at hand: progress, tables and file stores. */
public class ExecutionContext extends ExecutionMonitor {

  static {
    Access.provide(
        Contexts.class,
        new Contexts() {
          @Override
          public ExecutionContext create(Progress progress, ExecutionFiles files) {
            return new ExecutionContext(progress, files);
          }

          @Override
          public void end(ExecutionContext exec) throws IOException {
            exec.files.discardUnfinishedTables();
          }
        });
  }

  private final ExecutionFiles files;

  ExecutionContext(Progress progress, ExecutionFiles files) {
    super(progress);
    this.files = files;
  }

  /** The name must be unique in the execution; the node makes the file or folder itself. */
  public FileStore createFileStore(String relativePath) throws IOException {
    return Access.to(FileStores.class, FileStorePortObject.class)
        .create(files.newFileStore(relativePath));
  }

  public BufferedDataContainer createDataContainer(DataTableSpec spec) {
    return createDataContainer(spec, false);
  }

  /** The table's columns keep their domains in either case; none is computed from the rows. */
  public BufferedDataContainer createDataContainer(DataTableSpec spec, boolean initDomain) {
    return new BufferedDataContainer(spec, files);
  }

  public BufferedDataTable createColumnRearrangeTable(
      BufferedDataTable in, ColumnRearranger rearranger, ExecutionMonitor subProgressMon)
      throws CanceledExecutionException {
    return new BufferedDataTable(
        rearranger.createSpec(), Rearranging.rearrange(in, rearranger, this, subProgressMon));
  }

  public ExecutionContext createSubExecutionContext(double maxProg) {
    return new ExecutionContext(progress().part(maxProg, true), files);
  }

  public ExecutionContext createSilentSubExecutionContext(double maxProg) {
    return new ExecutionContext(progress().part(maxProg, false), files);
  }
}
