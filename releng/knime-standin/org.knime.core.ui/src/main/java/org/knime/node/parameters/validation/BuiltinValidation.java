package org.knime.node.parameters.validation;

/** A check that the dialog makes while the user types. */
public interface BuiltinValidation {

  String getErrorMessage();

  Object getParameters();
}
