package org.ovxai.standin;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStorePortObject;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObject.PortObjectSerializer;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortObjectSpec.PortObjectSpecSerializer;
import org.knime.core.node.port.PortObjectSpecZipInputStream;
import org.knime.core.node.port.PortObjectSpecZipOutputStream;
import org.knime.core.node.port.PortObjectZipInputStream;
import org.knime.core.node.port.PortObjectZipOutputStream;
import org.knime.core.node.port.PortTypeRegistry;
import org.knime.core.node.port.PortUtil;
import org.knime.core.util.FileUtil;
import org.ovxai.standin.internal.Access;
import org.ovxai.standin.internal.FileStores;

/**
 * Saves port objects (not tables) through their serializers into a folder and loads them again, as
 * a workflow that is closed and opened does. Classes, spec, object and file stores lie side by
 * side.
 */
public final class PortObjects {

  private static final String CONTENT = "content.xml";
  private static final String SPEC = "spec.zip";
  private static final String OBJECT = "portobject.zip";
  private static final String STORES = "filestore";

  private PortObjects() {}

  /** Flushes the object if that was not done, and saves it. The folder is made when needed. */
  public static void save(PortObject object, Path folder, ExecutionMonitor exec)
      throws IOException, CanceledExecutionException {
    PortObjectSpec spec = object.getSpec();
    PortObjectSpecSerializer<PortObjectSpec> specSerializer =
        PortTypeRegistry.getInstance()
            .getSpecSerializer(spec.getClass())
            .orElseThrow(() -> notRegistered(spec.getClass()));
    PortObjectSerializer<PortObject> serializer =
        PortTypeRegistry.getInstance()
            .getObjectSerializer(object.getClass())
            .orElseThrow(() -> notRegistered(object.getClass()));
    Files.createDirectories(folder);
    ModelContent content = new ModelContent(CONTENT);
    content.addString("port_object_class", object.getClass().getName());
    content.addString("port_spec_class", spec.getClass().getName());
    content.addStringArray("file_stores", saveFileStores(object, folder.resolve(STORES)));
    try (OutputStream out = Files.newOutputStream(folder.resolve(CONTENT))) {
      content.saveToXML(out);
    }
    try (PortObjectSpecZipOutputStream out =
        PortUtil.getPortObjectSpecZipOutputStream(Files.newOutputStream(folder.resolve(SPEC)))) {
      specSerializer.savePortObjectSpec(spec, out);
    }
    try (PortObjectZipOutputStream out =
        PortUtil.getPortObjectZipOutputStream(Files.newOutputStream(folder.resolve(OBJECT)))) {
      serializer.savePortObject(object, out, exec);
    }
  }

  private static String[] saveFileStores(PortObject object, Path folder) throws IOException {
    if (!(object instanceof FileStorePortObject withStores)) {
      return new String[0];
    }
    FileStores access = Access.to(FileStores.class, FileStorePortObject.class);
    access.flush(withStores);
    List<String> names = new ArrayList<>();
    for (File store : access.files(withStores)) {
      String name = names.size() + "_" + store.getName();
      names.add(name);
      if (store.exists()) {
        Files.createDirectories(folder);
        FileUtil.copyDir(store, folder.resolve(name).toFile());
      }
    }
    return names.toArray(new String[0]);
  }

  /** The file stores of the loaded object are those in the folder. */
  public static PortObject load(Path folder, ExecutionMonitor exec)
      throws IOException, CanceledExecutionException {
    ModelContentRO content;
    try (InputStream in = Files.newInputStream(folder.resolve(CONTENT))) {
      content = ModelContent.loadFromXML(in);
    }
    try {
      PortObjectSpec spec = loadSpec(content.getString("port_spec_class"), folder.resolve(SPEC));
      PortObject object =
          loadObject(content.getString("port_object_class"), folder.resolve(OBJECT), spec, exec);
      if (object instanceof FileStorePortObject withStores) {
        FileStores access = Access.to(FileStores.class, FileStorePortObject.class);
        List<FileStore> stores = new ArrayList<>();
        for (String name : content.getStringArray("file_stores")) {
          stores.add(access.create(folder.resolve(STORES).resolve(name)));
        }
        access.attach(withStores, stores);
      }
      return object;
    } catch (InvalidSettingsException e) {
      throw new IOException(folder.resolve(CONTENT) + ": " + e.getMessage(), e);
    }
  }

  private static PortObjectSpec loadSpec(String className, Path file) throws IOException {
    PortTypeRegistry registry = PortTypeRegistry.getInstance();
    PortObjectSpecSerializer<PortObjectSpec> serializer =
        registry
            .getSpecClass(className)
            .flatMap(registry::getSpecSerializer)
            .orElseThrow(() -> new IOException(className + " is not registered"));
    try (PortObjectSpecZipInputStream in =
        PortUtil.getPortObjectSpecZipInputStream(Files.newInputStream(file))) {
      return serializer.loadPortObjectSpec(in);
    }
  }

  private static PortObject loadObject(
      String className, Path file, PortObjectSpec spec, ExecutionMonitor exec)
      throws IOException, CanceledExecutionException {
    PortTypeRegistry registry = PortTypeRegistry.getInstance();
    PortObjectSerializer<PortObject> serializer =
        registry
            .getObjectClass(className)
            .flatMap(registry::getObjectSerializer)
            .orElseThrow(() -> new IOException(className + " is not registered"));
    try (PortObjectZipInputStream in =
        PortUtil.getPortObjectZipInputStream(Files.newInputStream(file))) {
      return serializer.loadPortObject(in, spec, exec);
    }
  }

  private static IOException notRegistered(Class<?> type) {
    return new IOException(
        type.getName() + " has no serializer registered at org.knime.core.PortType");
  }
}
