package org.knime.core.node.port;

import java.io.InputStream;
import java.util.zip.ZipInputStream;

/** Content of a saved port object; made by {@link PortUtil}. */
public class PortObjectZipInputStream extends ZipInputStream {
  PortObjectZipInputStream(InputStream in) {
    super(in);
  }
}
