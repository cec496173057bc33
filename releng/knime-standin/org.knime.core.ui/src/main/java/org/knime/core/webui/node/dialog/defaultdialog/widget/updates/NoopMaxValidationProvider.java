package org.knime.core.webui.node.dialog.defaultdialog.widget.updates;

import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;

/** Marks that no provider is set. */
public class NoopMaxValidationProvider extends NoopProvider<MaxValidation> {}
