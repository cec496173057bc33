package org.knime.core.webui.page;

import java.io.InputStream;

/** A page of files; there are none here. */
public sealed class FromFilePage extends Page permits ReusablePage {
  FromFilePage(String relativePath, InputStreamSupplier content) {
    super(relativePath, content);
  }
}
