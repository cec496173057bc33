package org.knime.core.webui.node.dialog;

/** Kinds of settings. */
public enum SettingsType {
  MODEL,
  VIEW,
  JOB_MANAGER
}
