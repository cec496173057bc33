package org.knime.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.MissingCell;
import org.knime.core.data.RowKey;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageBlobCell;
import org.knime.core.data.image.png.PNGImageCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.util.DuplicateKeyException;
import org.ovxai.standin.Executions;

class BufferedDataContainerTest {

  private static final DataTableSpec ONE_STRING =
      new DataTableSpec(new DataColumnSpecCreator("text", StringCell.TYPE).createSpec());

  @TempDir Path folder;

  private ExecutionContext exec() {
    return Executions.create(folder, (fraction, message) -> {}, () -> false);
  }

  private static DataRow row(String key) {
    return new DefaultRow(key, new StringCell("text of " + key));
  }

  static byte[] png(int size) throws IOException {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  @Test
  void givesBackEveryKindOfCell() throws Exception {
    DataCell small = PNGImageCellFactory.create(png(4));
    DataCell large = PNGImageCellFactory.create(png(150));
    assertEquals(PNGImageCell.class, small.getClass());
    assertEquals(PNGImageBlobCell.class, large.getClass());
    List<DataCell> cells =
        List.of(
            new StringCell("\u00e4 \ud83d\ude00\n\0"),
            new DoubleCell(Double.NaN),
            new DoubleCell(-0.0),
            new IntCell(Integer.MIN_VALUE),
            new LongCell(Long.MAX_VALUE),
            BooleanCell.TRUE,
            BooleanCell.FALSE,
            small,
            large,
            CollectionCellFactory.createListCell(
                List.of(new IntCell(1), DataType.getMissingCell(), new IntCell(2))),
            DataType.getMissingCell(),
            new MissingCell("broken image"));
    List<DataType> types = new ArrayList<>(cells.stream().map(DataCell::getType).toList());
    types.set(10, StringCell.TYPE);
    types.set(11, PNGImageCellFactory.TYPE);
    BufferedDataContainer container =
        exec()
            .createDataContainer(
                new DataTableSpec(
                    Stream.iterate(0, i -> i + 1)
                        .limit(cells.size())
                        .map(i -> "column " + i)
                        .toArray(String[]::new),
                    types.toArray(new DataType[0])));
    DataRow written = new DefaultRow("key \u00e4", cells);
    container.addRowToTable(written);
    container.close();
    BufferedDataTable table = container.getTable();
    assertEquals("Rows: 1, Cols: 12", table.getSummary());
    try (CloseableRowIterator rows = table.iterator()) {
      DataRow read = rows.next();
      assertEquals(written, read);
      assertEquals(PNGImageBlobCell.class, read.getCell(8).getClass());
      assertEquals(ListCell.getCollectionType(IntCell.TYPE), read.getCell(9).getType());
      assertEquals("broken image", ((MissingCell) read.getCell(11)).getError());
      assertSame(BooleanCell.TRUE, read.getCell(5));
      assertFalse(rows.hasNext());
      assertThrows(NoSuchElementException.class, rows::next);
    }
  }

  @Test
  void iteratorsAreIndependentAndCloseable() {
    BufferedDataContainer container = exec().createDataContainer(ONE_STRING);
    container.addRowToTable(row("a"));
    container.addRowToTable(row("b"));
    container.close();
    CloseableRowIterator first = container.getTable().iterator();
    CloseableRowIterator second = container.getTable().iterator();
    assertEquals(row("a"), first.next());
    assertEquals(row("a"), second.next());
    first.close();
    assertFalse(first.hasNext());
    assertEquals(row("b"), second.next());
    assertFalse(second.hasNext());
    assertEquals(2, container.getTable().size());
  }

  @Test
  void emptyTable() {
    BufferedDataContainer container = exec().createDataContainer(ONE_STRING);
    container.close();
    assertFalse(container.getTable().iterator().hasNext());
    assertEquals(ONE_STRING, container.getTable().getSpec());
  }

  @Test
  void refusesRowsThatDoNotFit() {
    BufferedDataContainer container = exec().createDataContainer(ONE_STRING);
    IllegalArgumentException count =
        assertThrows(
            IllegalArgumentException.class,
            () -> container.addRowToTable(new DefaultRow("r", "a", "b")));
    assertEquals("Row \"r\" has 2 cells, the table 1 columns", count.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> container.addRowToTable(new DefaultRow("r", 1)));
    container.addRowToTable(new DefaultRow("r", DataType.getMissingCell()));
    assertThrows(IllegalStateException.class, container::getTable);
    container.close();
    assertThrows(IllegalStateException.class, () -> container.addRowToTable(row("s")));
    assertEquals(1, container.size());
  }

  @Test
  void takesSubtypes() {
    BufferedDataContainer container =
        exec()
            .createDataContainer(
                new DataTableSpec(new DataColumnSpecCreator("n", DoubleCell.TYPE).createSpec()));
    container.addRowToTable(new DefaultRow("r", new IntCell(1)));
    container.close();
    assertEquals(1, container.getTable().size());
  }

  @Test
  void findsDuplicateKeyAtOnceWhenNear() {
    BufferedDataContainer container = exec().createDataContainer(ONE_STRING);
    container.addRowToTable(row("a"));
    DuplicateKeyException failure =
        assertThrows(DuplicateKeyException.class, () -> container.addRowToTable(row("a")));
    assertEquals("a", failure.getKey());
  }

  @Test
  void findsDuplicateKeyOnCloseWhenFar() throws Exception {
    BufferedDataContainer container = exec().createDataContainer(ONE_STRING);
    for (long i = 0; i < 200_000; i++) {
      container.addRowToTable(row(RowKey.createRowKey(i).getString()));
    }
    container.addRowToTable(row("Row17"));
    DuplicateKeyException failure = assertThrows(DuplicateKeyException.class, container::close);
    assertEquals("Row17", failure.getKey());
  }

  @Test
  void manyRowsNeedLittleMemory() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-cp",
                codeOf(LargeTable.class) + File.pathSeparator + codeOf(BufferedDataTable.class),
                LargeTable.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(program.getInputStream().readAllBytes());
    assertEquals(0, program.waitFor(), output);
    assertEquals("200000 rows", output.strip());
    try (Stream<Path> tables = Files.list(folder.resolve("tables"))) {
      assertTrue(Files.size(tables.findFirst().orElseThrow()) > 80_000_000);
    }
  }

  private static Path codeOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Writes and reads a table that is much larger than the memory it is given. */
  static final class LargeTable {

    public static void main(String[] args) {
      ExecutionContext exec =
          Executions.create(Path.of(args[0]), (fraction, message) -> {}, () -> false);
      BufferedDataContainer container = exec.createDataContainer(ONE_STRING);
      String text = "x".repeat(400);
      for (long i = 0; i < 200_000; i++) {
        container.addRowToTable(new DefaultRow(RowKey.createRowKey(i), new StringCell(text)));
      }
      container.close();
      long read = 0;
      try (CloseableRowIterator rows = container.getTable().iterator()) {
        while (rows.hasNext()) {
          if (!rows.next().getKey().equals(RowKey.createRowKey(read++))) {
            throw new IllegalStateException("wrong row");
          }
        }
      }
      System.out.println(read + " rows");
    }
  }
}
