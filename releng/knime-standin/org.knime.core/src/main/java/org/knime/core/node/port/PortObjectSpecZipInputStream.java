package org.knime.core.node.port;

import java.io.InputStream;
import java.util.zip.ZipInputStream;

/** Content of a saved spec; made by {@link PortUtil}. */
public class PortObjectSpecZipInputStream extends ZipInputStream {
  PortObjectSpecZipInputStream(InputStream in) {
    super(in);
  }
}
