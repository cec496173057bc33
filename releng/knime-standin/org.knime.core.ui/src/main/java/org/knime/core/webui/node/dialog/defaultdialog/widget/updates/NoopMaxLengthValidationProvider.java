package org.knime.core.webui.node.dialog.defaultdialog.widget.updates;

import org.knime.node.parameters.widget.text.TextInputWidgetValidation.MaxLengthValidation;

/** Marks that no provider is set. */
public class NoopMaxLengthValidationProvider extends NoopProvider<MaxLengthValidation> {}
