package org.knime.node.parameters.widget.choices.util;

/** Says which input port's table is meant. */
public interface InputTableIndexHolder {

  /** 0-based port. */
  default int getInputTableIndex() {
    return 0;
  }
}
