package org.ovxai.viewer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The page as one HTML document: its style sheet and its script stand in it, and its content
 * security policy lets nothing else run and nothing be fetched.
 */
final class Document {
  private static final List<String> SCRIPTS =
      List.of("source.js", "paint.js", "gallery.js", "inspector.js", "main.js");
  private static final String DATA = "<!--data-->";

  private Document() {}

  /** The document before the data; it belongs before {@link #end()}. */
  static String begin() {
    return html().split(DATA, 2)[0];
  }

  /** The document after the data. */
  static String end() {
    return html().split(DATA, 2)[1];
  }

  /**
   * A script element that holds data and does not run.
   *
   * @param json as {@link Json} writes it
   */
  static String data(String id, String json) {
    return "<script type=\"application/json\" id=\"" + id + "\">" + json + "</script>\n";
  }

  private static String html() {
    String style = "\n" + resource("viewer.css");
    String script =
        "\n'use strict';\n(() => {\n"
            + SCRIPTS.stream().map(Document::resource).collect(Collectors.joining("\n"))
            + "})();\n";
    String policy =
        "default-src 'none'; img-src data: blob:; style-src "
            + hash(style)
            + "; script-src "
            + hash(script)
            + "; base-uri 'none'; form-action 'none'";
    return resource("viewer.html")
        .replace("{csp}", policy)
        .replace("{title}", "Saliency overlays")
        .replace("{style}", style)
        .replace("{script}", script);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Document.class.getResourceAsStream("page/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
