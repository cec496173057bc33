/** What shows a page. */
package org.knime.core.webui;
