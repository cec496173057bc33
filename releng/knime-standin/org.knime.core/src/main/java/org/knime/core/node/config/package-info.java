/** Settings of any kind. */
package org.knime.core.node.config;
