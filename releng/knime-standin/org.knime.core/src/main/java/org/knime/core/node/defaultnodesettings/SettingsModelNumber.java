package org.knime.core.node.defaultnodesettings;

/** A setting that is a number. */
public abstract class SettingsModelNumber extends SettingsModel {}
