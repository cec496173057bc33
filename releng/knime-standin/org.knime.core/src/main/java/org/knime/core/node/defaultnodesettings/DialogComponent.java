package org.knime.core.node.defaultnodesettings;

/** A part of a dialog of the older kind; here without anything to see. */
public abstract class DialogComponent {

  private final SettingsModel model;

  public DialogComponent(SettingsModel model) {
    this.model = model;
  }

  public final SettingsModel getModel() {
    return model;
  }

  public abstract void setToolTipText(String text);
}
