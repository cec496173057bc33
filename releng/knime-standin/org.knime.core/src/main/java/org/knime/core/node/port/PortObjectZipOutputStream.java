package org.knime.core.node.port;

import java.io.OutputStream;
import java.util.zip.ZipOutputStream;

/** Takes the content of a port object; made by {@link PortUtil}. */
public class PortObjectZipOutputStream extends ZipOutputStream {
  PortObjectZipOutputStream(OutputStream out) {
    super(out);
  }
}
