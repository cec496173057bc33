package org.ovxai.standin.internal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;

/** Reads a table file; the file is open from the first row to the last or to close. */
final class TableReader extends CloseableRowIterator {

  private final Path file;
  private long rowsLeft;
  private DataInputStream in;

  TableReader(Path file, long rows) {
    this.file = file;
    rowsLeft = rows;
  }

  @Override
  public boolean hasNext() {
    return rowsLeft > 0;
  }

  @Override
  public DataRow next() {
    return read(
        () -> {
          in.readInt();
          String key = CellCodec.readText(in);
          int count = in.readInt();
          List<DataCell> cells = new ArrayList<>(count);
          for (int i = 0; i < count; i++) {
            cells.add(CellCodec.read(in));
          }
          return new DefaultRow(key, cells);
        });
  }

  /** The next row's key; its cells are skipped. */
  String nextKey() {
    return read(
        () -> {
          int length = in.readInt();
          String key = CellCodec.readText(in);
          in.skipNBytes(length - CellCodec.length(key));
          return key;
        });
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private <T> T read(Reading<T> reading) {
    if (!hasNext()) {
      throw new NoSuchElementException("The table has no more rows");
    }
    try {
      if (in == null) {
        in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
      }
      T result = reading.read();
      rowsLeft--;
      if (rowsLeft == 0) {
        close();
      }
      return result;
    } catch (EOFException e) {
      throw new UncheckedIOException("The table file " + file + " ends too early", e);
    } catch (IOException e) {
      throw new UncheckedIOException("The table file " + file + " cannot be read", e);
    }
  }

  @Override
  public void close() {
    rowsLeft = 0;
    if (in != null) {
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException("The table file " + file + " cannot be closed", e);
      }
      in = null;
    }
  }
}
