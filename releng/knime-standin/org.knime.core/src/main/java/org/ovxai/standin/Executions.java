package org.ovxai.standin;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.knime.core.node.ExecutionContext;
import org.ovxai.standin.internal.Access;
import org.ovxai.standin.internal.Contexts;
import org.ovxai.standin.internal.ExecutionFiles;
import org.ovxai.standin.internal.Progress;
import org.ovxai.standin.internal.WorkflowFolder;

/** Makes execution contexts. */
public final class Executions {

  private Executions() {}

  /** Hears of each change on the thread that makes it. */
  @FunctionalInterface
  public interface Listener {

    /**
     * @param fractionOrNaN 0 to 1, NaN while unknown
     * @param messageOrNull the messages of all levels, joined by " - "
     */
    void progress(double fractionOrNaN, String messageOrNull);
  }

  /** Something that may fail. */
  @FunctionalInterface
  public interface ThrowingRunnable {
    void run() throws Exception;
  }

  /**
   * A context whose tables and file stores lie under the folder, which is made when needed. The
   * host deletes it when nobody reads them any more.
   */
  public static ExecutionContext create(Path folder, Listener listener, BooleanSupplier canceled) {
    return Access.to(Contexts.class, ExecutionContext.class)
        .create(Progress.top(listener, canceled), new ExecutionFiles(folder));
  }

  /** Runs a task so that knime://knime.workflow/ stands for the given folder. */
  public static void runInNodeContext(Path workflowFolder, ThrowingRunnable task) throws Exception {
    WorkflowFolder.callIn(
        workflowFolder.toAbsolutePath().normalize(),
        () -> {
          task.run();
          return null;
        });
  }
}
