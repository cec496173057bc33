package org.knime.core.node.port;

import java.io.OutputStream;
import java.util.zip.ZipOutputStream;

/** Takes the content of a spec; made by {@link PortUtil}. */
public class PortObjectSpecZipOutputStream extends ZipOutputStream {
  PortObjectSpecZipOutputStream(OutputStream out) {
    super(out);
  }
}
