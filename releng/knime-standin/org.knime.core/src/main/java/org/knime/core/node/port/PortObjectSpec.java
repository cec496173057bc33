package org.knime.core.node.port;

import java.io.IOException;
import javax.swing.JComponent;

/** What is known about a port object before it is there. */
public interface PortObjectSpec {

  /**
   * Saves and loads specs of one class, which must be the type argument of the subclass.
   *
   * @param <T> the class
   */
  abstract static class PortObjectSpecSerializer<T extends PortObjectSpec> {

    public abstract void savePortObjectSpec(T portObjectSpec, PortObjectSpecZipOutputStream out)
        throws IOException;

    public abstract T loadPortObjectSpec(PortObjectSpecZipInputStream in) throws IOException;
  }

  /** Views of the older kind; may be null or empty. */
  public JComponent[] getViews();
}
