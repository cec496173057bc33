package org.ovxai.standin.internal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The folder of the workflow whose node runs on this thread. */
public final class WorkflowFolder {

  private static final ThreadLocal<Path> CURRENT = new ThreadLocal<>();

  private WorkflowFolder() {}

  public static Optional<Path> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  public static <T> T callIn(Path folder, Callable<T> task) throws Exception {
    Path before = CURRENT.get();
    CURRENT.set(folder);
    try {
      return task.call();
    } finally {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    }
  }

  /** The task as one that runs in this thread's folder on any thread. */
  static <T> Callable<T> inherited(Callable<T> task) {
    Path folder = CURRENT.get();
    return folder == null ? task : () -> callIn(folder, task);
  }
}
