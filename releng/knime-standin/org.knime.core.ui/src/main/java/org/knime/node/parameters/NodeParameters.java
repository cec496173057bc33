package org.knime.node.parameters;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.persistence.Persistable;

/**
 * Parameters of a node: a class with a no-argument constructor (any visibility) and non-private
 * fields. A second constructor taking {@link NodeParametersInput} is preferred when the input specs
 * are known.
 */
public interface NodeParameters extends Persistable, WidgetGroup {

  /** Checks what holds without knowing the input; called on load and before first use. */
  default void validate() throws InvalidSettingsException {}
}
