package org.knime.core.data.container;

import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.RowKey;
import org.knime.core.data.filestore.FileStoreFactory;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.util.CheckUtils;

/** A cell factory that may be called by several threads at once when it says so. */
public abstract class AbstractCellFactory implements CellFactory {

  private final DataColumnSpec[] columns;
  private FileStoreFactory fileStores;
  private int workers = -1;
  private int queueSize = -1;

  public AbstractCellFactory(DataColumnSpec... colSpecs) {
    List.of(colSpecs);
    columns = colSpecs;
  }

  public AbstractCellFactory(boolean processConcurrently, DataColumnSpec... colSpecs) {
    this(colSpecs);
    setParallelProcessing(processConcurrently);
  }

  public AbstractCellFactory(
      boolean processConcurrently, int workerCount, int maxQueueSize, DataColumnSpec... colSpecs) {
    this(colSpecs);
    setParallelProcessing(processConcurrently, workerCount, maxQueueSize);
  }

  /** Null until the factory is used. */
  protected final FileStoreFactory getFileStoreFactory() {
    return fileStores;
  }

  final void setFileStoreFactory(FileStoreFactory factory) {
    fileStores = factory;
  }

  /** With 1.5 workers a processor and 10 waiting rows a worker. */
  public final void setParallelProcessing(boolean value) {
    int count = (int) Math.ceil(1.5 * Runtime.getRuntime().availableProcessors());
    setParallelProcessing(value, count, 10 * count);
  }

  public final void setParallelProcessing(boolean value, int maxParallelWorkers, int maxQueueSize) {
    CheckUtils.checkArgument(
        !value || maxParallelWorkers > 0 && maxQueueSize >= maxParallelWorkers,
        "%d workers and a queue of %d rows: at least 1 worker, and a row for each",
        maxParallelWorkers,
        maxQueueSize);
    workers = value ? maxParallelWorkers : -1;
    queueSize = value ? maxQueueSize : -1;
  }

  public final boolean isParallelProcessing() {
    return workers > 0;
  }

  public final int getMaxParallelWorkers() {
    return workers;
  }

  public final int getMaxQueueSize() {
    return queueSize;
  }

  @Override
  public DataColumnSpec[] getColumnSpecs() {
    return columns;
  }

  /** Called after the last row. */
  public void afterProcessing() {}

  @Deprecated
  @Override
  public void setProgress(int curRowNr, int rowCount, RowKey lastKey, ExecutionMonitor exec) {
    setProgress((long) curRowNr, rowCount, lastKey, exec);
  }

  @Override
  public void setProgress(long curRowNr, long rowCount, RowKey lastKey, ExecutionMonitor exec) {
    exec.setProgress(
        curRowNr / (double) rowCount,
        () -> String.format("Row %d of %d (\"%s\")", curRowNr, rowCount, lastKey));
  }
}
