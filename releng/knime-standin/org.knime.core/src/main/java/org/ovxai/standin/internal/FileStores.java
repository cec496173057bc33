package org.ovxai.standin.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStorePortObject;

/** What a host does with file stores. */
public interface FileStores {

  FileStore create(Path path);

  List<File> files(FileStorePortObject object);

  void flush(FileStorePortObject object) throws IOException;

  void attach(FileStorePortObject object, List<FileStore> stores) throws IOException;
}
