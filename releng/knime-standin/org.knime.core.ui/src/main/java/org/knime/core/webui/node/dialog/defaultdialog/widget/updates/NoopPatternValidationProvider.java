package org.knime.core.webui.node.dialog.defaultdialog.widget.updates;

import org.knime.node.parameters.widget.text.TextInputWidgetValidation.PatternValidation;

/** Marks that no provider is set. */
public class NoopPatternValidationProvider extends NoopProvider<PatternValidation> {}
