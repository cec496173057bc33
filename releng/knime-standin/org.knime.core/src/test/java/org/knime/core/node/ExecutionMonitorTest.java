package org.knime.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStoreFactory;
import org.ovxai.standin.Executions;

class ExecutionMonitorTest {

  @TempDir Path folder;

  private final List<String> heard = new ArrayList<>();
  private final AtomicBoolean canceled = new AtomicBoolean();

  private ExecutionContext exec() {
    return Executions.create(
        folder, (fraction, message) -> heard.add(fraction + " " + message), canceled::get);
  }

  private String last() {
    return heard.get(heard.size() - 1);
  }

  @Test
  void partsAddUp() {
    ExecutionContext exec = exec();
    ExecutionMonitor first = exec.createSubProgress(0.25);
    ExecutionMonitor second = exec.createSubProgress(0.75);
    first.setProgress(0.5);
    assertEquals("0.125 null", last());
    first.setProgress(1);
    second.createSubProgress(0.5).setProgress(1);
    assertEquals("0.625 null", last());
    second.setProgress(7);
    assertEquals("1.0 null", last());
  }

  @Test
  void progressOutsideItsRangeIsIgnored() {
    ExecutionContext exec = exec();
    exec.setProgress(0.5);
    exec.setProgress(1.5);
    exec.setProgress(Double.NaN);
    assertEquals(List.of("0.5 null"), heard);
    assertThrows(IllegalArgumentException.class, () -> exec.createSubProgress(1.1));
  }

  @Test
  void messagesOfPartsAreAppended() {
    ExecutionContext exec = exec();
    exec.setMessage("reading");
    ExecutionMonitor part = exec.createSubProgress(0.5);
    part.setProgress(0.5, () -> "row 1");
    assertEquals("0.25 reading - row 1", last());
    part.createSubProgress(1).setMessage("pixel");
    assertEquals("0.25 reading - row 1 - pixel", last());
    exec.createSilentSubProgress(0.5).setProgress(1, "unheard");
    assertEquals("0.75 reading - row 1 - pixel", last());
    exec.setMessage("writing");
    assertEquals("0.75 writing", last());
  }

  @Test
  void cancellationReachesEveryPart() throws Exception {
    ExecutionContext exec = exec();
    ExecutionMonitor part = exec.createSubExecutionContext(0.5).createSubProgress(0.1);
    part.checkCanceled();
    canceled.set(true);
    CanceledExecutionException failure =
        assertThrows(CanceledExecutionException.class, part::checkCanceled);
    assertEquals("Execution canceled", failure.getMessage());
    assertThrows(CanceledExecutionException.class, exec::checkCanceled);
  }

  @Test
  void aMonitorOfItsOwnGoesNowhere() throws Exception {
    ExecutionMonitor monitor = new ExecutionMonitor();
    monitor.setProgress(0.5, "x");
    monitor.checkCanceled();
  }

  @Test
  void fileStoresLieUnderTheFolderAndHaveOneNameEach() throws Exception {
    ExecutionContext exec = exec();
    FileStore store = exec.createFileStore("model");
    Files.writeString(store.getFile().toPath(), "x");
    assertEquals(folder.resolve("filestore/model"), store.getFile().toPath());
    FileStoreFactory factory =
        FileStoreFactory.createWorkflowFileStoreFactory(exec.createSubExecutionContext(0.5));
    assertThrows(IOException.class, () -> factory.createFileStore("model"));
    for (String bad : new String[] {"a/b", "a\\b", ".a", ""}) {
      assertThrows(IOException.class, () -> exec.createFileStore(bad), bad);
    }
  }
}
