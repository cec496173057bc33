package org.knime.core.webui.node.dialog.defaultdialog.setting.filter.withtypes;

/** How a filter with types chooses. */
public enum TypedStringFilterMode {
  MANUAL,
  REGEX,
  WILDCARD,
  TYPE
}
