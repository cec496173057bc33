package org.ovxai.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import javax.swing.JComponent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStorePortObject;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.knime.core.node.port.AbstractSimplePortObjectSpec;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortObjectZipInputStream;
import org.knime.core.node.port.PortObjectZipOutputStream;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;
import org.knime.core.util.FileUtil;

class PortObjectsTest {

  @TempDir Path folder;

  @BeforeAll
  static void register() {
    PortTypes.register(
        Model.class,
        ModelSerializer::new,
        ModelSpec.class,
        ModelSpecSerializer::new,
        "Test Model",
        "#123456");
  }

  /** Spec with one text. */
  public static final class ModelSpec extends AbstractSimplePortObjectSpec {

    private String task;

    public ModelSpec() {}

    ModelSpec(String task) {
      this.task = task;
    }

    @Override
    protected void save(ModelContentWO model) {
      model.addString("task", task);
    }

    @Override
    protected void load(ModelContentRO model) throws InvalidSettingsException {
      task = model.getString("task");
    }
  }

  /** Serializer of the spec. */
  public static final class ModelSpecSerializer
      extends AbstractSimplePortObjectSpec.AbstractSimplePortObjectSpecSerializer<ModelSpec> {}

  /** A model with its content in two file stores. */
  public static final class Model extends FileStorePortObject {

    public static final PortType TYPE = PortTypeRegistry.getInstance().getPortType(Model.class);

    private final ModelSpec spec;
    private final String header;
    private int flushes;
    private String seenAfterLoading;

    Model(ModelSpec spec, String header, FileStore... stores) {
      super(List.of(stores));
      this.spec = spec;
      this.header = header;
    }

    Model(ModelSpec spec, String header) {
      this.spec = spec;
      this.header = header;
    }

    @Override
    protected void flushToFileStore() throws IOException {
      flushes++;
      Files.writeString(getFileStore(0).getFile().toPath(), "weights");
    }

    @Override
    protected void postConstruct() throws IOException {
      seenAfterLoading =
          getFileStoreCount() + " " + Files.readString(getFileStore(0).getFile().toPath());
    }

    Path labels() {
      return getFileStore(1).getFile().toPath().resolve("labels.txt");
    }

    @Override
    public String getSummary() {
      return header;
    }

    @Override
    public ModelSpec getSpec() {
      return spec;
    }

    @Override
    public JComponent[] getViews() {
      return new JComponent[0];
    }
  }

  /** Serializer of the model's header. */
  public static final class ModelSerializer extends PortObject.PortObjectSerializer<Model> {

    @Override
    public void savePortObject(Model model, PortObjectZipOutputStream out, ExecutionMonitor exec)
        throws IOException {
      out.putNextEntry(new ZipEntry("header"));
      out.write(model.header.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Model loadPortObject(
        PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor exec)
        throws IOException {
      assertEquals("header", in.getNextEntry().getName());
      return new Model((ModelSpec) spec, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Says it serializes any port object. */
  public static final class RawSerializer extends PortObject.PortObjectSerializer<PortObject> {

    @Override
    public void savePortObject(
        PortObject object, PortObjectZipOutputStream out, ExecutionMonitor exec) {}

    @Override
    public PortObject loadPortObject(
        PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor exec) {
      return null;
    }
  }

  @Test
  void aPortTypeKnowsItsClasses() {
    assertEquals("Test Model", Model.TYPE.getName());
    assertEquals(0x123456, Model.TYPE.getColor());
    assertEquals(ModelSpec.class, Model.TYPE.getPortObjectSpecClass());
    assertTrue(PortObject.TYPE.isSuperTypeOf(Model.TYPE));
    assertFalse(BufferedDataTable.TYPE.isSuperTypeOf(Model.TYPE));
    PortType optional = PortTypeRegistry.getInstance().getPortType(Model.class, true);
    assertTrue(optional.isOptional());
    assertEquals(Model.TYPE, optional);
    assertTrue(Model.TYPE.acceptsPortObjectSpec(new ModelSpec("x")));
    assertFalse(BufferedDataTable.TYPE.acceptsPortObjectSpec(new ModelSpec("x")));
    assertTrue(PortTypeRegistry.getInstance().availablePortTypes().contains(Model.TYPE));
  }

  @Test
  void savesAndLoadsThroughTheSerializers() throws Exception {
    ExecutionContext exec =
        Executions.create(folder.resolve("run"), (fraction, message) -> {}, () -> false);
    FileStore labels = exec.createFileStore("labels");
    Files.createDirectories(labels.getFile().toPath());
    Files.writeString(labels.getFile().toPath().resolve("labels.txt"), "cat\ndog");
    Model model =
        new Model(new ModelSpec("detection"), "v1", exec.createFileStore("weights"), labels);
    PortObjects.save(model, folder.resolve("first"), exec);
    PortObjects.save(model, folder.resolve("saved"), exec);
    assertEquals(1, model.flushes);
    FileUtil.deleteRecursively(folder.resolve("run").toFile());

    Model loaded = (Model) PortObjects.load(folder.resolve("saved"), exec);
    assertEquals(model.getSpec(), loaded.getSpec());
    assertNotEquals(new ModelSpec("other"), loaded.getSpec());
    assertEquals("v1", loaded.getSummary());
    assertEquals("2 weights", loaded.seenAfterLoading);
    assertEquals("cat\ndog", Files.readString(loaded.labels()));

    PortObjects.save(loaded, folder.resolve("again"), exec);
    assertEquals(0, loaded.flushes);
    assertEquals("v1", PortObjects.load(folder.resolve("again"), exec).getSummary());
  }

  private record Unregistered(String getSummary) implements PortObject {

    @Override
    public ModelSpec getSpec() {
      return new ModelSpec("x");
    }

    @Override
    public JComponent[] getViews() {
      return null;
    }
  }

  @Test
  void anUnregisteredClassHasTheGeneralTypeAndCannotBeSaved() {
    assertEquals(PortObject.TYPE, PortTypeRegistry.getInstance().getPortType(Unregistered.class));
    IOException failure =
        assertThrows(
            IOException.class,
            () -> PortObjects.save(new Unregistered("u"), folder, new ExecutionMonitor()));
    assertTrue(failure.getMessage().contains(Unregistered.class.getName()));
  }

  private record WronglyRegistered(String getSummary, ModelSpec getSpec) implements PortObject {

    @Override
    public JComponent[] getViews() {
      return null;
    }
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void aSerializerOfAnotherClassIsRefused() {
    PortTypes.register(
        (Class) WronglyRegistered.class,
        RawSerializer::new,
        ModelSpec.class,
        ModelSpecSerializer::new,
        "Wrong",
        "#000000");
    assertThrows(
        IllegalStateException.class,
        () -> PortTypeRegistry.getInstance().getObjectSerializer(WronglyRegistered.class));
  }
}
