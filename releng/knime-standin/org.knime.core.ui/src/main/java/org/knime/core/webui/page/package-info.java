/** Pages. */
package org.knime.core.webui.page;
