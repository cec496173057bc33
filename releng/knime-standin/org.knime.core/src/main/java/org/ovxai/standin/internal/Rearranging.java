package org.ovxai.standin.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.RowKey;
import org.knime.core.data.container.AbstractCellFactory;
import org.knime.core.data.container.CellFactory;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.filestore.FileStoreFactory;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.util.CheckUtils;

/**
 * Computes the new columns of a rearranged table, with threads where a cell factory allows them.
 */
public final class Rearranging implements AutoCloseable {

  private final ExecutionContext exec;
  private final ExecutionMonitor progress;
  private final RearrangedColumns columns;
  private final List<CellFactory> factories = new ArrayList<>();
  private final Map<CellFactory, ExecutorService> workers = new LinkedHashMap<>();
  private int queueSize = 1;

  private Rearranging(ExecutionContext exec, ExecutionMonitor progress, RearrangedColumns columns) {
    this.exec = exec;
    this.progress = progress;
    this.columns = columns;
    RearrangedColumns.Reader reader =
        Access.to(RearrangedColumns.Reader.class, ColumnRearranger.class);
    for (RearrangedColumns.Column column : columns.columns()) {
      CellFactory factory = column.factory();
      if (factory != null && !factories.contains(factory)) {
        factories.add(factory);
        if (factory instanceof AbstractCellFactory known) {
          reader.setFileStores(known, FileStoreFactory.createWorkflowFileStoreFactory(exec));
          if (known.isParallelProcessing()) {
            workers.put(known, Executors.newFixedThreadPool(known.getMaxParallelWorkers()));
            queueSize = Math.max(queueSize, known.getMaxQueueSize());
          }
        }
      }
    }
  }

  /** The rows of the rearranged table; only the new columns are written. */
  public static Rows rearrange(
      BufferedDataTable table,
      ColumnRearranger rearranger,
      ExecutionContext exec,
      ExecutionMonitor progress)
      throws CanceledExecutionException {
    RearrangedColumns columns =
        Access.to(RearrangedColumns.Reader.class, ColumnRearranger.class).read(rearranger);
    CheckUtils.checkArgument(
        columns.original().equalStructure(table.getDataTableSpec()),
        "The rearranger was made for other columns than those of the table: %s and %s",
        columns.original(),
        table.getDataTableSpec());
    try (Rearranging work = new Rearranging(exec, progress, columns)) {
      return new RearrangedRows(table, work.computeNewColumns(table), work.places());
    }
  }

  private List<RearrangedColumns.Column> newColumns() {
    return columns.columns().stream().filter(c -> !c.isKept()).toList();
  }

  private int[] places() {
    int[] places = new int[columns.columns().size()];
    int computed = 0;
    for (int i = 0; i < places.length; i++) {
      RearrangedColumns.Column column = columns.columns().get(i);
      places[i] = column.isKept() ? column.index() : -1 - computed++;
    }
    return places;
  }

  private record Pending(RowKey key, List<Future<DataCell[]>> cells) {}

  private BufferedDataTable computeNewColumns(BufferedDataTable table)
      throws CanceledExecutionException {
    DataColumnSpec[] added =
        newColumns().stream().map(RearrangedColumns.Column::spec).toArray(DataColumnSpec[]::new);
    BufferedDataContainer container = exec.createDataContainer(new DataTableSpec(added));
    Deque<Pending> queue = new ArrayDeque<>();
    try (CloseableRowIterator rows = table.iterator()) {
      for (long index = 0; rows.hasNext(); index++) {
        progress.checkCanceled();
        queue.add(start(rows.next(), index));
        if (queue.size() >= queueSize) {
          finish(queue.remove(), container, table.size());
        }
      }
      while (!queue.isEmpty()) {
        progress.checkCanceled();
        finish(queue.remove(), container, table.size());
      }
    }
    container.close();
    for (CellFactory factory : factories) {
      if (factory instanceof AbstractCellFactory known) {
        known.afterProcessing();
      }
    }
    return container.getTable();
  }

  private Pending start(DataRow row, long index) {
    List<Future<DataCell[]>> cells = new ArrayList<>();
    for (CellFactory factory : factories) {
      Callable<DataCell[]> task = () -> factory.getCells(row, index);
      ExecutorService pool = workers.get(factory);
      if (pool != null) {
        cells.add(pool.submit(WorkflowFolder.inherited(task)));
      } else {
        FutureTask<DataCell[]> now = new FutureTask<>(task);
        now.run();
        cells.add(now);
      }
    }
    return new Pending(row.getKey(), cells);
  }

  private void finish(Pending row, BufferedDataContainer container, long rowCount)
      throws CanceledExecutionException {
    Map<CellFactory, DataCell[]> byFactory = new LinkedHashMap<>();
    for (int i = 0; i < factories.size(); i++) {
      CellFactory factory = factories.get(i);
      DataCell[] cells = cellsOf(row.cells().get(i));
      CheckUtils.checkState(
          cells.length == factory.getColumnSpecs().length,
          "%s makes %d cells for row \"%s\", but has %d columns",
          factory.getClass().getName(),
          cells.length,
          row.key(),
          factory.getColumnSpecs().length);
      byFactory.put(factory, cells);
    }
    DataCell[] cells =
        newColumns().stream()
            .map(column -> byFactory.get(column.factory())[column.index()])
            .toArray(DataCell[]::new);
    container.addRowToTable(new DefaultRow(row.key(), cells));
    for (CellFactory factory : factories) {
      factory.setProgress(container.size(), rowCount, row.key(), progress);
    }
  }

  private static DataCell[] cellsOf(Future<DataCell[]> future) throws CanceledExecutionException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CanceledExecutionException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    workers.values().forEach(ExecutorService::shutdownNow);
  }
}
