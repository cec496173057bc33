package org.knime.core.node.port;

import java.io.IOException;
import javax.swing.JComponent;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;

/** What flows from an output port to an input port. */
public interface PortObject {

  /** Accepts everything. */
  public static final PortType TYPE = PortTypeRegistry.getInstance().getPortType(PortObject.class);

  public static final PortType TYPE_OPTIONAL =
      PortTypeRegistry.getInstance().getPortType(PortObject.class, true);

  /**
   * Saves and loads port objects of one class, which must be the type argument of the subclass.
   *
   * @param <T> the class
   */
  abstract static class PortObjectSerializer<T extends PortObject> {

    public abstract void savePortObject(
        T portObject, PortObjectZipOutputStream out, ExecutionMonitor exec)
        throws IOException, CanceledExecutionException;

    public abstract T loadPortObject(
        PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor exec)
        throws IOException, CanceledExecutionException;
  }

  String getSummary();

  PortObjectSpec getSpec();

  /** Views of the older kind; may be null or empty. */
  public JComponent[] getViews();
}
