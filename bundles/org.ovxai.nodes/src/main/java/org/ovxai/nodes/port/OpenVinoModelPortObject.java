package org.ovxai.nodes.port;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import javax.swing.JComponent;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStorePortObject;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortObjectZipInputStream;
import org.knime.core.node.port.PortObjectZipOutputStream;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;
import org.ovxai.engine.XaiInserter;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.ReadResult;
import org.ovxai.engine.model.VisionModel;

/**
 * A vision model: a file store with {@code model.xml} and {@code model.bin} (OpenVINO IR, static
 * shapes, batch 1) and its description. The files are read when a node asks for the model.
 */
public final class OpenVinoModelPortObject extends FileStorePortObject {
  /** The port type "OpenVINO Model". */
  public static final PortType TYPE =
      PortTypeRegistry.getInstance().getPortType(OpenVinoModelPortObject.class);

  private final OpenVinoModelPortObjectSpec spec;

  /**
   * A model whose files have been written.
   *
   * @param store the folder that holds them
   */
  public OpenVinoModelPortObject(FileStore store, OpenVinoModelPortObjectSpec spec) {
    super(List.of(store));
    this.spec = spec;
  }

  /**
   * A model that was read or made.
   *
   * @param store the folder that its files were written to
   */
  public static OpenVinoModelPortObject of(FileStore store, ReadResult result) {
    return new OpenVinoModelPortObject(
        store, new OpenVinoModelPortObjectSpec(result.model().info()));
  }

  private OpenVinoModelPortObject(OpenVinoModelPortObjectSpec spec) {
    this.spec = spec;
  }

  /** Opens the model. */
  public VisionModel model() {
    return VisionModel.open(getFileStore(0).getFile().toPath(), spec.info());
  }

  @Override
  public OpenVinoModelPortObjectSpec getSpec() {
    return spec;
  }

  @Override
  public String getSummary() {
    ModelInfo info = spec.info();
    InputInfo input = info.input();
    return info.name()
        + ": "
        + info.task().name().toLowerCase(Locale.ROOT)
        + ", "
        + info.classes()
        + " classes, input "
        + input.height()
        + " x "
        + input.width()
        + " "
        + input.preprocessing().colorOrder();
  }

  /** A view of what the spec's does not show: how the model's saliency maps came about. */
  @Override
  public JComponent[] getViews() {
    return XaiInserter.inserted(model()).map(ModelPage::view).stream().toArray(JComponent[]::new);
  }

  /** Saves and loads what the framework does not keep itself: the form of the file store. */
  public static final class Serializer extends PortObjectSerializer<OpenVinoModelPortObject> {
    private static final String ENTRY = "form";
    private static final int FORM = 1;

    @Override
    public void savePortObject(
        OpenVinoModelPortObject object, PortObjectZipOutputStream out, ExecutionMonitor exec)
        throws IOException, CanceledExecutionException {
      out.putNextEntry(new ZipEntry(ENTRY));
      DataOutputStream data = new DataOutputStream(out);
      data.writeInt(FORM);
      data.flush();
      out.closeEntry();
    }

    @Override
    public OpenVinoModelPortObject loadPortObject(
        PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor exec)
        throws IOException, CanceledExecutionException {
      ZipEntry entry = in.getNextEntry();
      if (entry == null || !entry.getName().equals(ENTRY)) {
        throw new IOException("The saved OpenVINO model has no entry '" + ENTRY + "'.");
      }
      int form = new DataInputStream(in).readInt();
      if (form != FORM) {
        throw new IOException(
            "The OpenVINO model was saved in form "
                + form
                + "; this version reads form "
                + FORM
                + ". Update the extension, or execute the node again.");
      }
      return new OpenVinoModelPortObject((OpenVinoModelPortObjectSpec) spec);
    }
  }
}
