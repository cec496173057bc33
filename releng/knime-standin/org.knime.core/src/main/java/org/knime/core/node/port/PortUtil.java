package org.knime.core.node.port;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Makes the streams that serializers use. */
public final class PortUtil {

  private PortUtil() {}

  public static PortObjectSpecZipOutputStream getPortObjectSpecZipOutputStream(OutputStream in)
      throws IOException {
    return new PortObjectSpecZipOutputStream(in);
  }

  public static PortObjectZipOutputStream getPortObjectZipOutputStream(OutputStream in)
      throws IOException {
    return new PortObjectZipOutputStream(in);
  }

  public static PortObjectSpecZipInputStream getPortObjectSpecZipInputStream(InputStream in)
      throws IOException {
    return new PortObjectSpecZipInputStream(in);
  }

  public static PortObjectZipInputStream getPortObjectZipInputStream(InputStream in)
      throws IOException {
    return new PortObjectZipInputStream(in);
  }
}
