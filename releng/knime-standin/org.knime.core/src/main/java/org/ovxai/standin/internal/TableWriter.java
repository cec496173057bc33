package org.ovxai.standin.internal;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.util.DuplicateKeyException;

/**
 * Writes a table file: for each row its length in bytes, the key, the number of cells and the
 * cells. Nothing of a row stays in memory.
 */
public final class TableWriter {

  private final Path file;
  private final DataOutputStream out;
  private final ByteArrayOutputStream record = new ByteArrayOutputStream();
  private final RowKeyHashes hashes;
  private long size;
  private boolean finished;

  public TableWriter(Path file) throws IOException {
    this.file = file;
    out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    hashes = new RowKeyHashes(file.resolveSibling(file.getFileName() + ".keys"));
  }

  /** DuplicateKeyException when a key repeats one of the last few thousand. */
  public void add(DataRow row) throws IOException {
    record.reset();
    DataOutputStream fields = new DataOutputStream(record);
    CellCodec.writeText(row.getKey().getString(), fields);
    fields.writeInt(row.getNumCells());
    for (DataCell cell : row) {
      CellCodec.write(cell, fields);
    }
    out.writeInt(record.size());
    record.writeTo(out);
    size++;
    long hash = RowKeyHashes.hash(row.getKey().getString());
    if (hashes.add(hash)) {
      out.flush();
      checkForDuplicate(hash);
    }
  }

  public long size() {
    return size;
  }

  /** Ends the file. DuplicateKeyException when a key occurs twice. */
  public Rows finish() throws IOException {
    out.close();
    for (long hash : hashes.finish()) {
      checkForDuplicate(hash);
    }
    finished = true;
    return new TableFile(file, size);
  }

  /** Rows of a finished file. */
  private record TableFile(Path file, long size) implements Rows {
    @Override
    public CloseableRowIterator iterator() {
      return new TableReader(file, size);
    }
  }

  boolean isFinished() {
    return finished;
  }

  void discardUnlessFinished() throws IOException {
    if (!finished) {
      out.close();
      hashes.discard();
      Files.deleteIfExists(file);
    }
  }

  private void checkForDuplicate(long hash) throws IOException {
    Set<String> seen = new HashSet<>();
    try (TableReader reader = new TableReader(file, size)) {
      while (reader.hasNext()) {
        String key = reader.nextKey();
        if (RowKeyHashes.hash(key) == hash && !seen.add(key)) {
          throw new DuplicateKeyException("Two rows have the RowID \"" + key + "\"", key);
        }
      }
    }
  }
}
