package org.knime.core.webui.node.dialog.defaultdialog.widget.updates;

import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation;

/** Marks that no provider is set. */
public class NoopMinValidationProvider extends NoopProvider<MinValidation> {}
