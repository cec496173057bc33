package org.knime.core.node.port;

import java.io.FilterInputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import javax.swing.JComponent;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;

/** A spec that is stored as a model content; needs a public no-argument constructor. */
public abstract class AbstractSimplePortObjectSpec implements PortObjectSpec {

  public AbstractSimplePortObjectSpec() {}

  protected abstract void save(ModelContentWO model);

  protected abstract void load(ModelContentRO model) throws InvalidSettingsException;

  /**
   * Serializer to be extended without a body.
   *
   * @param <T> class of the spec
   */
  public abstract static class AbstractSimplePortObjectSpecSerializer<
          T extends AbstractSimplePortObjectSpec>
      extends PortObjectSpecSerializer<T> {

    private static final String ENTRY = "content.xml";
    private static final String CLASS = "class_name";
    private static final String MODEL = "model";

    @Override
    public T loadPortObjectSpec(PortObjectSpecZipInputStream in) throws IOException {
      ZipEntry entry = in.getNextEntry();
      if (entry == null || !entry.getName().equals(ENTRY)) {
        throw new IOException("The spec begins with " + entry + " instead of " + ENTRY);
      }
      ModelContentRO model =
          ModelContent.loadFromXML(
              new FilterInputStream(in) {
                @Override
                public void close() throws IOException {
                  PortObjectSpecZipInputStream.class.cast(in).closeEntry();
                }
              });
      try {
        String className = model.getString(CLASS);
        @SuppressWarnings("unchecked")
        T spec =
            (T)
                PortTypeRegistry.getInstance()
                    .getSpecClass(className)
                    .orElseThrow(() -> new IOException(className + " is no registered spec"))
                    .asSubclass(AbstractSimplePortObjectSpec.class)
                    .getConstructor()
                    .newInstance();
        spec.load(model.getModelContent(MODEL));
        return spec;
      } catch (InvalidSettingsException e) {
        throw new IOException("The spec cannot be loaded: " + e.getMessage(), e);
      } catch (ReflectiveOperationException e) {
        throw new IOException("The spec needs a public constructor without arguments", e);
      }
    }

    /** Closes the stream. */
    @Override
    public void savePortObjectSpec(T portObjectSpec, PortObjectSpecZipOutputStream out)
        throws IOException {
      ModelContent model = new ModelContent("model.xml");
      model.addInt("version", 1);
      model.addString(CLASS, portObjectSpec.getClass().getName());
      portObjectSpec.save(model.addModelContent(MODEL));
      out.putNextEntry(new ZipEntry(ENTRY));
      model.saveToXML(out);
    }
  }

  @Override
  public JComponent[] getViews() {
    return new JComponent[0];
  }

  private ModelContent content() {
    ModelContent content = new ModelContent("content");
    save(content);
    return content;
  }

  /** Equal when class and saved content are. */
  @Override
  public boolean equals(Object obj) {
    return obj == this
        || obj != null
            && obj.getClass() == getClass()
            && ((AbstractSimplePortObjectSpec) obj).content().equals(content());
  }

  @Override
  public int hashCode() {
    return content().hashCode();
  }
}
