package org.knime.core.node.defaultnodesettings;

/** A field for a number. */
public class DialogComponentNumber extends DialogComponent {

  public DialogComponentNumber(SettingsModelNumber numberModel, String label, Number stepSize) {
    super(numberModel);
  }

  @Override
  public void setToolTipText(String text) {}
}
