package org.ovxai.nodes.parameters;

import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;

/** For parts of a whole: the dialog takes 1 and what is less. */
public final class AtMostOne extends MaxValidation {
  @Override
  protected double getMax() {
    return 1;
  }
}
