package org.knime.core.webui.node.dialog.defaultdialog.widget.updates;

import org.knime.node.parameters.widget.text.TextInputWidgetValidation.MinLengthValidation;

/** Marks that no provider is set. */
public class NoopMinLengthValidationProvider extends NoopProvider<MinLengthValidation> {}
