package org.knime.core.webui.page;

/** A page for several uses; there are none here. */
public final class ReusablePage extends FromFilePage {
  ReusablePage(String relativePath, InputStreamSupplier content) {
    super(relativePath, content);
  }
}
