package org.knime.core.webui.node.dialog.defaultdialog.widget.updates;

import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation;

/** Marks that the field's type alone bounds the number. */
public abstract class TypeDependentMinValidation extends MinValidation {}
