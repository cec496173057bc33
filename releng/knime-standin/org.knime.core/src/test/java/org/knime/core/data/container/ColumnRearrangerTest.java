package org.knime.core.data.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.ovxai.standin.Executions;

class ColumnRearrangerTest {

  private static final DataTableSpec ABC =
      new DataTableSpec(
          new String[] {"a", "b", "c"},
          new DataType[] {StringCell.TYPE, StringCell.TYPE, StringCell.TYPE});

  @TempDir Path folder;

  private final AtomicBoolean canceled = new AtomicBoolean();
  private final List<String> messages = Collections.synchronizedList(new ArrayList<>());

  private ExecutionContext exec() {
    return Executions.create(
        folder, (fraction, message) -> messages.add(fraction + " " + message), canceled::get);
  }

  private static DataColumnSpec column(String name) {
    return new DataColumnSpecCreator(name, IntCell.TYPE).createSpec();
  }

  private static final class Lengths extends AbstractCellFactory {

    private boolean ended;

    Lengths(String... names) {
      super(Arrays.stream(names).map(ColumnRearrangerTest::column).toArray(DataColumnSpec[]::new));
    }

    @Override
    public DataCell[] getCells(DataRow row) {
      return Collections.nCopies(
              getColumnSpecs().length, new IntCell(row.getCell(0).toString().length()))
          .toArray(new DataCell[0]);
    }

    @Override
    public void afterProcessing() {
      ended = true;
    }
  }

  private static String names(ColumnRearranger rearranger) {
    return String.join(" ", rearranger.createSpec().getColumnNames());
  }

  @Test
  void removesKeepsMovesAndPermutes() {
    ColumnRearranger rearranger = new ColumnRearranger(ABC);
    rearranger.move("a", 3);
    assertEquals("b c a", names(rearranger));
    rearranger.move(2, 0);
    assertEquals("a b c", names(rearranger));
    rearranger.permute(new String[] {"c"});
    assertEquals("c a b", names(rearranger));
    rearranger.permute(new int[] {1, 2, 0});
    assertEquals("a b c", names(rearranger));
    rearranger.remove("b");
    assertEquals("a c", names(rearranger));
    rearranger.keepOnly("c");
    assertEquals("c", names(rearranger));
    assertEquals(0, rearranger.indexOf("c"));
    assertEquals(-1, rearranger.indexOf("a"));
    assertThrows(IllegalArgumentException.class, () -> rearranger.remove("a"));
    assertThrows(IndexOutOfBoundsException.class, () -> rearranger.remove(0, 0));
  }

  @Test
  void insertsAndReplaces() {
    ColumnRearranger rearranger = new ColumnRearranger(ABC);
    rearranger.replace(new Lengths("b2"), "b");
    rearranger.insertAt(1, new Lengths("x", "y"));
    rearranger.append(new Lengths("z"));
    assertEquals("a x y b2 c z", names(rearranger));
    assertEquals(6, rearranger.getColumnCount());
    assertThrows(
        IndexOutOfBoundsException.class, () -> rearranger.replace(new Lengths("p", "q"), 0));
    rearranger.append(new Lengths("a"));
    assertThrows(IllegalArgumentException.class, rearranger::createSpec);
  }

  private BufferedDataTable table(int rows) {
    BufferedDataContainer container = exec().createDataContainer(ABC);
    for (int i = 0; i < rows; i++) {
      container.addRowToTable(new DefaultRow("Row" + i, "x".repeat(i), "b" + i, "c" + i));
    }
    container.close();
    return container.getTable();
  }

  @Test
  void computesNewColumnsBesideTheOldOnes() throws Exception {
    ColumnRearranger rearranger = new ColumnRearranger(ABC);
    Lengths lengths = new Lengths("length", "again");
    rearranger.remove("a");
    rearranger.insertAt(1, lengths);
    ExecutionContext exec = exec();
    BufferedDataTable result = exec.createColumnRearrangeTable(table(3), rearranger, exec);
    assertArrayEquals(
        new String[] {"b", "length", "again", "c"}, result.getSpec().getColumnNames());
    List<String> rows = new ArrayList<>();
    for (DataRow row : result) {
      rows.add(row.toString());
    }
    assertEquals(
        List.of("Row0: (b0, 0, 0, c0)", "Row1: (b1, 1, 1, c1)", "Row2: (b2, 2, 2, c2)"), rows);
    assertTrue(lengths.ended);
    assertTrue(messages.get(messages.size() - 1).startsWith("1.0 Row 3 of 3"), messages::toString);
  }

  @Test
  void onlyKeptColumns() throws Exception {
    ColumnRearranger rearranger = new ColumnRearranger(ABC);
    rearranger.keepOnly("c", "a");
    BufferedDataTable result = exec().createColumnRearrangeTable(table(2), rearranger, exec());
    assertEquals(2, result.size());
    assertEquals("Row1: (x, c1)", lastRow(result));
  }

  private static String lastRow(BufferedDataTable table) {
    String last = null;
    for (DataRow row : table) {
      last = row.toString();
    }
    return last;
  }

  @Test
  void concurrentFactoryRunsInSeveralThreadsAndKeepsTheOrder() throws Exception {
    CountDownLatch two = new CountDownLatch(2);
    SingleCellFactory factory =
        new SingleCellFactory(true, 2, 4, column("n")) {
          @Override
          public DataCell getCell(DataRow row, long rowIndex) {
            two.countDown();
            try {
              if (!two.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no second thread");
              }
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return new IntCell((int) rowIndex);
          }
        };
    ColumnRearranger rearranger = new ColumnRearranger(ABC);
    rearranger.keepOnly(new int[0]);
    rearranger.append(factory);
    BufferedDataTable result = exec().createColumnRearrangeTable(table(20), rearranger, exec());
    int expected = 0;
    for (DataRow row : result) {
      assertEquals("Row" + expected + ": (" + expected + ")", row.toString());
      expected++;
    }
    assertEquals(20, expected);
  }

  @Test
  void failureOfAFactoryComesThrough() {
    for (boolean concurrent : new boolean[] {false, true}) {
      ColumnRearranger rearranger = new ColumnRearranger(ABC);
      rearranger.append(
          new SingleCellFactory(concurrent, column("n")) {
            @Override
            public DataCell getCell(DataRow row) {
              throw new IllegalArgumentException("bad " + row.getKey());
            }
          });
      assertEquals(
          "bad Row0",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> exec().createColumnRearrangeTable(table(3), rearranger, exec()))
              .getMessage());
    }
  }

  @Test
  void cancels() {
    ColumnRearranger rearranger = new ColumnRearranger(ABC);
    rearranger.append(new Lengths("n"));
    BufferedDataTable table = table(3);
    canceled.set(true);
    assertThrows(
        CanceledExecutionException.class,
        () -> exec().createColumnRearrangeTable(table, rearranger, exec()));
  }

  @Test
  void refusesATableOfOtherColumns() {
    ColumnRearranger rearranger = new ColumnRearranger(new DataTableSpec(column("other")));
    assertThrows(
        IllegalArgumentException.class,
        () -> exec().createColumnRearrangeTable(table(1), rearranger, exec()));
  }
}
