package org.ovxai.viewer;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;

/** The view as an HTML file that holds its data. */
final class StandAlonePage {
  private StandAlonePage() {}

  /**
   * Writes the page; the file appears when it is complete.
   *
   * @param most how many rows it holds at most
   * @return how many it holds
   */
  static long write(
      Path file, BufferedDataTable table, ViewData data, int most, ExecutionMonitor exec)
      throws IOException, CanceledExecutionException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary = folder.resolve(".ovxai-" + UUID.randomUUID() + ".tmp");
    try {
      long rows = Math.min(table.size(), most);
      try (Writer page = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
        write(page, table, data, rows, exec);
      }
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
      return rows;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void write(
      Writer page, BufferedDataTable table, ViewData data, long rows, ExecutionMonitor exec)
      throws IOException, CanceledExecutionException {
    page.write(Document.begin());
    List<String> described = new ArrayList<>();
    Set<String> images = new HashSet<>();
    try (CloseableRowIterator iterator = table.iterator()) {
      for (int i = 0; i < rows; i++) {
        exec.checkCanceled();
        int number = i + 1;
        exec.setProgress(i / (double) rows, () -> "Row " + number + " of " + rows);
        DataRow row = iterator.next();
        described.add(data.describe(row));
        page.write(Document.data("map-" + i, data.map(row)));
        if (images.add(data.image(row))) {
          page.write(Document.data("picture-" + i, data.picture(row)));
        }
      }
    }
    String all =
        "{\"initial\":" + data.initial(rows) + ",\"rows\":[" + String.join(",", described) + "]}";
    page.write(Document.data("data", all));
    page.write(Document.end());
  }
}
