package org.ovxai.standin.internal;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;

/** URLs of the protocol knime. Only those relative to the workflow can be resolved. */
public final class KnimeUrls {

  private static final URLStreamHandler HANDLER =
      new URLStreamHandler() {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
          return resolve(url).toUri().toURL().openConnection();
        }
      };

  private KnimeUrls() {}

  public static boolean isOne(String text) {
    return text.regionMatches(true, 0, "knime:", 0, "knime:".length());
  }

  public static URL parse(String text) throws MalformedURLException {
    return new URL(null, text, HANDLER);
  }

  private static Path resolve(URL url) throws IOException {
    if (!"knime.workflow".equalsIgnoreCase(url.getAuthority())) {
      throw new IOException(
          "\"" + url + "\" needs a mount point; use knime://knime.workflow/... instead");
    }
    Path workflow =
        WorkflowFolder.current()
            .orElseThrow(
                () -> new IOException("No workflow that \"" + url + "\" could be relative to"));
    Path resolved = workflow.resolve("./" + decodedPath(url)).normalize();
    if (!resolved.startsWith(workflow)) {
      throw new IOException(
          "\"" + url + "\" lies outside the workflow, which is not in a mount point");
    }
    return resolved;
  }

  private static String decodedPath(URL url) throws IOException {
    try {
      return new URI(url.toString().replace(" ", "%20")).getPath();
    } catch (URISyntaxException e) {
      throw new IOException("\"" + url + "\" is no correct URL", e);
    }
  }
}
