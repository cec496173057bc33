/**
 * Runs KNIME workflow folders without KNIME: an Equinox application with the options and exit codes
 * of KNIME's batch application, on top of the stand-in of KNIME's node API.
 *
 * <p>{@link org.ovxai.headless.BatchApplication} starts {@code BatchRun}, which goes through {@code
 * BatchOptions} (parse), {@code WorkflowLoader} (read), {@code WorkflowRunner} (configure and
 * execute) and {@code WorkflowSaver} (write).
 */
package org.ovxai.headless;
