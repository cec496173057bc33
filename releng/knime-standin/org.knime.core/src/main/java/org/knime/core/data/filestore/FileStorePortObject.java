package org.knime.core.data.filestore;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knime.core.node.port.PortObject;
import org.ovxai.standin.internal.Access;
import org.ovxai.standin.internal.FileStores;

/** A port object with file stores. Those loaded from disk are made by the second constructor. */
public abstract class FileStorePortObject implements PortObject {

  static {
    Access.provide(
        FileStores.class,
        new FileStores() {
          @Override
          public FileStore create(Path path) {
            return new FileStore(path);
          }

          @Override
          public List<File> files(FileStorePortObject object) {
            return object.files();
          }

          @Override
          public void flush(FileStorePortObject object) throws IOException {
            object.flushOnce();
          }

          @Override
          public void attach(FileStorePortObject object, List<FileStore> stores)
              throws IOException {
            object.fileStores.addAll(stores);
            object.postConstruct();
          }
        });
  }

  private final List<FileStore> fileStores;
  private boolean flushed;

  protected FileStorePortObject(List<FileStore> fileStores) {
    this.fileStores = new ArrayList<>(fileStores);
  }

  /** For loading: the file stores come later, then {@link #postConstruct} is called. */
  protected FileStorePortObject() {
    fileStores = new ArrayList<>();
    flushed = true;
  }

  /** Called after loading, when the file stores are set. */
  protected void postConstruct() throws IOException {}

  /** Called once before an object that was not loaded is saved. */
  protected void flushToFileStore() throws IOException {}

  private void flushOnce() throws IOException {
    if (!flushed) {
      flushed = true;
      flushToFileStore();
    }
  }

  protected int getFileStoreCount() {
    return fileStores.size();
  }

  protected FileStore getFileStore(int index) {
    return fileStores.get(index);
  }

  private List<File> files() {
    return fileStores.stream().map(FileStore::getFile).toList();
  }

  @Override
  public String toString() {
    return fileStores.toString();
  }

  /** Compares the file stores' places. */
  @Override
  public boolean equals(Object obj) {
    return obj instanceof FileStorePortObject other && files().equals(other.files());
  }

  @Override
  public int hashCode() {
    return files().hashCode();
  }
}
