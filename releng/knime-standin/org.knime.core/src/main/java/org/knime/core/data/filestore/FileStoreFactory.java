package org.knime.core.data.filestore;

import java.io.IOException;
import java.util.Objects;
import org.knime.core.node.ExecutionContext;

/** Makes file stores. */
public abstract class FileStoreFactory {

  FileStoreFactory() {}

  /** The name must be unique in the execution. */
  public abstract FileStore createFileStore(String relativePath) throws IOException;

  public abstract void close();

  /** File stores of a node's execution. */
  public static final FileStoreFactory createWorkflowFileStoreFactory(ExecutionContext exec) {
    Objects.requireNonNull(exec);
    return new FileStoreFactory() {
      @Override
      public FileStore createFileStore(String relativePath) throws IOException {
        return exec.createFileStore(relativePath);
      }

      @Override
      public void close() {}
    };
  }
}
