/** Files, names and versions. */
package org.knime.core.util;
