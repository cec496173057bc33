package org.knime.core.webui.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.knime.core.node.FluentNodeAPI;

/** A page: one file made when it is asked for. */
public sealed class Page implements Resource, FluentNodeAPI permits FromFilePage {
  private final String relativePath;
  private final InputStreamSupplier content;

  Page(String relativePath, InputStreamSupplier content) {
    this.relativePath = relativePath;
    this.content = content;
  }

  public static RequireFromFileOrString create() {
    return content ->
        relativePath ->
            new Page(
                relativePath,
                () -> new ByteArrayInputStream(content.get().getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String getRelativePath() {
    return relativePath;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return content.get();
  }

  /** First step. */
  public interface RequireFromFileOrString {
    RequireRelativePath fromString(StringSupplier content);
  }

  /** Second step; the ending tells the type. */
  public interface RequireRelativePath {
    Page relativePath(String relativePath);
  }

  /** Gives a text. */
  public interface StringSupplier extends Supplier<String> {}

  /** Gives bytes. */
  public interface InputStreamSupplier extends Supplier<InputStream> {}
}
