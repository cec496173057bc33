/** Tables on disk, execution contexts, settings, logging and node factories. */
package org.knime.core.node;
