package org.knime.core.webui.node.dialog.defaultdialog;

import org.knime.core.webui.node.dialog.NodeDialog;
import org.knime.core.webui.node.dialog.SettingsType;
import org.knime.core.webui.page.Page;
import org.knime.node.parameters.NodeParameters;

/** A dialog made of parameters; it has no page here. */
public final class DefaultNodeDialog implements NodeDialog {
  public DefaultNodeDialog(
      SettingsType settingsType, Class<? extends NodeParameters> settingsClass) {}

  @Override
  public Page getPage() {
    throw new UnsupportedOperationException();
  }
}
