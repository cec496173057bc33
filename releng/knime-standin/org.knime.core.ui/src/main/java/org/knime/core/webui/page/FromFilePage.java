package org.knime.core.webui.page;

/** A page of files; there are none here. */
public sealed class FromFilePage extends Page permits ReusablePage {
  FromFilePage(String relativePath, InputStreamSupplier content) {
    super(relativePath, content);
  }
}
