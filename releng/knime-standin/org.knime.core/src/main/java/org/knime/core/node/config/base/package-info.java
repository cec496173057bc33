/** Named, typed entries and their XML form. */
package org.knime.core.node.config.base;
