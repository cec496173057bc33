package org.knime.core.webui.node.dialog.defaultdialog.widget.updates;

import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;

/** Marks that the field's type alone bounds the number. */
public abstract class TypeDependentMaxValidation extends MaxValidation {}
